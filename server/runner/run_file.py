"""The file that is written: costs by file, function and line, as JSON that perfhint reads."""
import json
import os
import sys
import time

from . import project


class Run:
    def __init__(self, command, unit="seconds"):
        self.command, self.unit = command, unit
        self.started = time.time()
        self.total = self.peak_bytes = 0
        self.files = {}
        self.growth = []
        self.collector, self.references = {}, {}
        self.notes = []  # what the user has to know about the numbers

    def file(self, path):
        path = os.path.abspath(path)
        if path not in self.files:
            self.files[path] = {"functions": {}, "lines": {}}
        return self.files[path]

    def add_function(self, path, name, line, self_seconds, total, calls):
        cost = self.file(path)["functions"].setdefault((line, name), {"self": 0, "total": 0, "calls": 0})
        cost["self"] += self_seconds
        cost["total"] += total
        cost["calls"] += calls

    def add_line(self, path, line, costs):
        if line < 1:  # what the compiler makes for the module itself
            return
        cost = self.file(path)["lines"].setdefault(line, {})
        for key, amount in costs.items():
            cost[key] = cost.get(key, 0) + amount

    def add_growth(self, path, line, size, blocks):
        if line > 0:
            self.growth.append({"file": project.absolute(path), "line": line, "bytes": size, "blocks": blocks})

    def functions(self):
        """[(path, name, line, cost)], the costliest first."""
        found = [(path, name, line, cost) for path, costs in self.files.items()
                 for (line, name), cost in costs["functions"].items()]
        return sorted(found, key=lambda one: (-one[3]["self"],) + one[:3])

    def lines(self, by):
        found = [(path, line, cost) for path, costs in self.files.items() for line, cost in costs["lines"].items()]
        return sorted((one for one in found if one[2].get(by)), key=lambda one: (-one[2][by],) + one[:2])

    def top_growth(self):
        return sorted(self.growth, key=lambda one: (-one["bytes"], one["file"], one["line"]))

    def json(self):
        whole = {"perfhint_profile": 1, "python": "%d.%d.%d" % sys.version_info[:3], "command": self.command,
                 "unit": self.unit, "total": self.total}
        if self.peak_bytes:
            whole["peak_bytes"] = self.peak_bytes
        whole["files"] = {project.absolute(path): self.file_json(path) for path in sorted(self.files)}
        for key, value in (("growth", self.top_growth()), ("gc", self.collector), ("references", self.references),
                           ("notes", self.notes)):
            if value:
                whole[key] = value
        return whole

    def file_json(self, path):
        costs, found = self.files[path], {}
        text = project.text_of(path, self.started)
        if text is not None:
            found["text"] = text
        found["functions"] = [dict(name=name, line=line, **told(cost))
                              for (line, name), cost in sorted(costs["functions"].items())]
        found["lines"] = [dict(line=line, **told(cost)) for line, cost in sorted(costs["lines"].items())]
        return {key: value for key, value in found.items() if value or key == "text"}


def told(cost):
    return {key: round(value, 9) if isinstance(value, float) else value for key, value in cost.items() if value}


def write(path, text):
    """All of it, or nothing under that name."""
    with open(path + ".part", "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)
    os.replace(path + ".part", path)


def write_json(path, whole):
    write(path, json.dumps(whole, separators=(",", ":")) + "\n")
