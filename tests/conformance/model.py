"""The LSP meta model as a type checker: is this JSON value what the protocol says it is?

`Model.faults(value, type, path)` lists every way in which a value misses a meta model type; an empty list means it fits.
"""
import json
import os
import re
from typing import NamedTuple

INT_MIN, INT_MAX = -(2**31), 2**31 - 1
FREE_FORM = {"LSPAny": object, "LSPObject": dict, "LSPArray": list}
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


class Fault(NamedTuple):
    path: str
    rule: str
    text: str


def json_kind(value):
    for kind, types in (("null", type(None)), ("boolean", bool), ("integer", int), ("number", float),
                        ("string", str), ("array", list)):
        if isinstance(value, types):
            return kind
    return "object"


def short(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."


BASES = {
    "string": {"string"}, "URI": {"string"}, "DocumentUri": {"string"}, "RegExp": {"string"},
    "boolean": {"boolean"}, "null": {"null"}, "integer": {"integer"}, "uinteger": {"integer"},
    "decimal": {"integer", "number"},
}


def instead(value):
    return "null found" if value is None else f"{json_kind(value)} {short(value)} found"


OWN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ownModel.json")  # messages that are perfhint's, and no protocol's


class Model:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
        with open(OWN, encoding="utf-8") as file:
            own = json.load(file)
        self.version = data["metaData"]["version"]
        self.requests = {r["method"]: r for r in data["requests"]}
        self.notifications = {n["method"]: n for n in data["notifications"] + own["notifications"]}
        self.structures = {s["name"]: s for s in data["structures"] + own["structures"]}
        self.enumerations = {e["name"]: e for e in data["enumerations"]}
        self.aliases = {a["name"]: a["type"] for a in data["typeAliases"]}

    def properties(self, name):
        structure = self.structures[name]
        found = {}
        for base in structure.get("extends", []) + structure.get("mixins", []):
            found.update(self.properties(base["name"]))
        found.update((p["name"], p) for p in structure["properties"])
        return found

    def faults(self, value, kind, path):
        return getattr(self, "_" + kind["kind"])(value, kind, path)

    def _base(self, value, kind, path):
        name = kind["name"]
        if json_kind(value) not in BASES[name]:
            return [Fault(path, "type", f"{name} wanted, {instead(value)}")]
        low = 0 if name == "uinteger" else INT_MIN
        if name in ("integer", "uinteger") and not low <= value <= INT_MAX:
            return [Fault(path, "range", f"{value} is no {name}")]
        if name in ("URI", "DocumentUri") and not URI.match(value):
            return [Fault(path, "uri", f"{short(value)} is no URI")]
        return []

    def _reference(self, value, kind, path):
        name = kind["name"]
        if name in FREE_FORM:
            fits = isinstance(value, FREE_FORM[name])
            return [] if fits else [Fault(path, "type", f"{name} wanted, {json_kind(value)} found")]
        if name in self.structures:
            return self._object(value, self.properties(name), path, name)
        if name in self.aliases:
            return self.faults(value, self.aliases[name], path)
        enumeration = self.enumerations[name]
        wrong = self._base(value, enumeration["type"], path)
        if not wrong and not enumeration.get("supportsCustomValues"):
            if all(value != v["value"] for v in enumeration["values"]):
                return [Fault(path, "enum", f"{short(value)} is no {name}")]
        return wrong

    def _object(self, value, properties, path, name):
        if not isinstance(value, dict):
            return [Fault(path, "type", f"{name} wanted, {instead(value)}")]
        found = [Fault(f"{path}.{key}", "unknown-key", f"{name} has no such key") for key in value if key not in properties]
        for key, prop in properties.items():
            if key in value:
                found += self.faults(value[key], prop["type"], f"{path}.{key}")
            elif not prop.get("optional"):
                found.append(Fault(f"{path}.{key}", "missing", f"{name} needs this key"))
        return found

    def _literal(self, value, kind, path):
        return self._object(value, {p["name"]: p for p in kind["value"]["properties"]}, path, "the object")

    def _and(self, value, kind, path):
        properties = {}
        for part in kind["items"]:
            properties.update(self.properties(part["name"]))
        return self._object(value, properties, path, " and ".join(part["name"] for part in kind["items"]))

    def _array(self, value, kind, path):
        if not isinstance(value, list):
            return [Fault(path, "type", f"array wanted, {instead(value)}")]
        return [fault for i, item in enumerate(value) for fault in self.faults(item, kind["element"], f"{path}[{i}]")]

    def _tuple(self, value, kind, path):
        if not isinstance(value, list) or len(value) != len(kind["items"]):
            return [Fault(path, "type", f"array of {len(kind['items'])} wanted, {short(value)} found")]
        return [f for i, (item, want) in enumerate(zip(value, kind["items"])) for f in self.faults(item, want, f"{path}[{i}]")]

    def _map(self, value, kind, path):
        if not isinstance(value, dict):
            return [Fault(path, "type", f"map wanted, {instead(value)}")]
        found = []
        for key, item in value.items():
            if kind["key"].get("name") not in ("integer", "uinteger"):
                found += self.faults(key, kind["key"], path)
            found += self.faults(item, kind["value"], f"{path}[{json.dumps(key)}]")
        return found

    def _stringLiteral(self, value, kind, path):
        return [] if value == kind["value"] else [Fault(path, "literal", f"{kind['value']!r} wanted, {short(value)} found")]

    def _or(self, value, kind, path):
        """Of a union, blame the alternative that comes closest."""
        tries = [self.faults(value, item, path) for item in kind["items"]]
        fewest = min(tries, key=self._distance(path))
        if any(f.path == path and f.rule == "type" for f in fewest):
            return [Fault(path, "type", f"{json_kind(value)} {short(value)} fits no alternative")]
        return fewest

    @staticmethod
    def _distance(path):
        weight = {"unknown-key": 1, "uri": 1, "enum": 2, "range": 2, "missing": 4, "literal": 8, "type": 6}
        return lambda faults: sum(1000 if f.path == path and f.rule == "type" else weight[f.rule] for f in faults)
