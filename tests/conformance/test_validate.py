#!/usr/bin/env python3
"""The validator accepts the sessions beside it and rejects every mutant of them, for the right reason.

Run: python3 -m unittest discover -s tests/conformance
"""
import copy
import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from documents import Document, Text  # noqa: E402
from model import Model  # noqa: E402
from session import read_log, validate  # noqa: E402

MODEL = Model(os.path.join(HERE, "metaModel.json"))
SESSIONS = ("push", "pull", "out_of_order", "workspace", "notebook")
FREE_FORM = {"data", "arguments"}


class Log:
    """A session to be spoiled."""

    def __init__(self, name):
        self.records = [record for _, record in read_log(os.path.join(HERE, "sessions", name + ".jsonl"))]

    def findings(self):
        return validate(MODEL, list(enumerate(self.records, 1))).findings

    def place(self, method, nth=0):
        return [i for i, r in enumerate(self.records) if r["msg"].get("method") == method][nth]

    def message(self, method, nth=0):
        return self.records[self.place(method, nth)]["msg"]

    def answer(self, method, nth=0):
        asked = self.place(method, nth)
        sender, identity = self.records[asked]["dir"], self.records[asked]["msg"]["id"]
        return next(r["msg"] for r in self.records[asked:] if r["dir"] != sender and "method" not in r["msg"] and r["msg"]["id"] == identity)

    def add(self, direction, message, before=None):
        self.records.insert(len(self.records) if before is None else before, {"dir": direction, "msg": {"jsonrpc": "2.0", **message}})

    def remove(self, message):
        self.records = [r for r in self.records if r["msg"] is not message]

    def delay(self, message):
        """To the end."""
        self.remove(message)
        self.add("s2c", message)

    def client(self, dotted, value=None):
        """Set (or drop) what the client announces."""
        spot = self.message("initialize")["params"]["capabilities"]
        *path, last = dotted.split(".")
        for key in path:
            spot = spot[key]
        spot.pop(last) if value is None else spot.update({last: value})


def span(line, start, end, last=None):
    return {"start": {"line": line, "character": start}, "end": {"line": line if last is None else last, "character": end}}


def published(log, nth=0):
    return log.message("textDocument/publishDiagnostics", nth)["params"]


def diagnostic(log):
    return published(log)["diagnostics"][0]


def pulled(log):
    return log.answer("textDocument/diagnostic")["result"]["items"][0]


def action(log):
    return log.answer("textDocument/codeAction")["result"][0]


def hover(log):
    return log.answer("textDocument/hover")["result"]


def announced(log):
    return log.answer("initialize")["result"]["capabilities"]


def resolved(log):
    return log.answer("codeAction/resolve")["result"]


def part(log, nth):
    """The first report of the nth $/progress."""
    return log.message("$/progress", nth)["params"]["value"]["items"][0]


def swap(message, old, **new):
    message.pop(old)
    message.update(new)


def heat(step):
    line = {"line": 3, "self": 1, "total": 1.5, "heat": step}
    params = {"uri": "file:///w/a.py", "version": 1, "profile": "a.pstats", "unit": "seconds", "total": 2, "stale": False, "lines": [line]}
    return {"method": "perfhint/publishHeat", "params": params}


REFRESH = {"id": "r", "method": "workspace/diagnostic/refresh"}

# (rule that must fire, session, what is spoiled, how)
MUTANTS = [
    ("envelope", "push", "other JSON-RPC version", lambda s: s.answer("textDocument/hover").update(jsonrpc="1.0")),
    ("envelope", "push", "result and error", lambda s: s.answer("textDocument/hover").update(error={"code": 1, "message": ""})),
    ("envelope", "push", "neither result nor error", lambda s: s.answer("shutdown").pop("result")),
    ("envelope", "push", "unknown key beside the result", lambda s: s.answer("shutdown").update(method_="x")),
    ("envelope", "push", "error code is a word", lambda s: swap(s.answer("textDocument/hover"), "result", error={"code": "no", "message": ""})),
    ("envelope", "push", "error without message", lambda s: swap(s.answer("textDocument/hover"), "result", error={"code": 1})),
    ("envelope", "push", "notification with an id", lambda s: s.message("textDocument/publishDiagnostics").update(id=9)),
    ("envelope", "push", "request without an id", lambda s: s.message("window/workDoneProgress/create").pop("id")),
    ("envelope", "push", "fractional id", lambda s: s.message("window/workDoneProgress/create").update(id=1.5)),
    ("pairing", "push", "id became a string", lambda s: s.answer("textDocument/hover").update(id="2")),
    ("pairing", "push", "answered twice", lambda s: s.add("s2c", s.answer("textDocument/hover"), before=12)),
    ("pairing", "push", "never answered", lambda s: s.remove(s.answer("textDocument/hover"))),
    ("pairing", "push", "cancelled, never answered", lambda s: s.remove(s.answer("textDocument/hover", 1))),
    ("pairing", "push", "answer to nothing", lambda s: s.add("s2c", {"id": 77, "result": None}, before=10)),
    ("pairing", "push", "id used while in flight", lambda s: s.add("s2c", {"id": "p", "method": "workspace/configuration", "params": {"items": []}}, before=14)),
    ("lifecycle", "push", "notification before initialize is answered", lambda s: s.add("s2c", s.message("textDocument/publishDiagnostics", -1), before=1)),
    ("lifecycle", "push", "request before initialize is answered", lambda s: s.add("s2c", REFRESH, before=1)),
    ("lifecycle", "push", "request after shutdown", lambda s: s.add("s2c", REFRESH, before=s.place("exit"))),
    ("lifecycle", "push", "message after exit", lambda s: s.add("s2c", {"method": "window/logMessage", "params": {"type": 3, "message": ""}})),
    ("lifecycle", "push", "client speaks before initialize", lambda s: s.add("c2s", {"method": "initialized", "params": {}}, before=0)),
    ("lifecycle", "push", "initialize twice", lambda s: s.add("c2s", {**s.message("initialize"), "id": 99}, before=3)),
    ("direction", "push", "client's method", lambda s: s.message("textDocument/publishDiagnostics", -1).update(method="textDocument/didClose", params={"textDocument": {"uri": "file:///w/a.py"}})),
    ("capability", "push", "heat for a client that draws none", lambda s: s.add("s2c", heat(3), before=8)),
    ("range", "push", "heat of no step", lambda s: s.add("s2c", heat(6), before=8)),
    ("unknown-method", "push", "misspelt method", lambda s: s.message("textDocument/publishDiagnostics").update(method="textDocument/publishDiagnostic")),
    ("unknown-method", "push", "unknown $/ method", lambda s: s.add("s2c", {"method": "$/noise", "params": {}}, before=8)),
    ("missing", "push", "params empty", lambda s: s.message("textDocument/publishDiagnostics").update(params={})),
    ("type", "push", "params absent", lambda s: s.message("textDocument/publishDiagnostics").pop("params")),
    ("type", "push", "shutdown answers a number", lambda s: s.answer("shutdown").update(result=1)),
    ("unknown-key", "push", "misspelt capability", lambda s: announced(s).update(hoverProvidr=True)),
    ("unknown-key", "push", "snake case", lambda s: diagnostic(s).update(code_description={})),
    ("missing", "push", "capabilities absent", lambda s: s.answer("initialize")["result"].pop("capabilities")),
    ("missing", "push", "diagnostic without range", lambda s: diagnostic(s).pop("range")),
    ("missing", "push", "diagnostic without message", lambda s: diagnostic(s).pop("message")),
    ("type", "push", "null for absent", lambda s: s.answer("initialize")["result"].update(serverInfo=None)),
    ("type", "push", "diagnostics null", lambda s: published(s).update(diagnostics=None)),
    ("type", "push", "severity is a word", lambda s: diagnostic(s).update(severity="hint")),
    ("type", "push", "fractional character", lambda s: diagnostic(s)["range"]["start"].update(character=1.5)),
    ("range", "push", "negative line", lambda s: diagnostic(s)["range"]["start"].update(line=-1)),
    ("enum", "push", "severity 7", lambda s: diagnostic(s).update(severity=7)),
    ("enum", "push", "sync kind 9", lambda s: announced(s)["textDocumentSync"].update(change=9)),
    ("enum", "push", "hover in HTML", lambda s: hover(s)["contents"].update(kind="html")),
    ("uri", "push", "path for a URI", lambda s: published(s).update(uri="/w/a.py")),
    ("uri", "pull", "relative link", lambda s: pulled(s)["codeDescription"].update(href="docs/rule")),
    ("missing", "push", "unregistering misspelt", lambda s: s.add("s2c", {"id": "u", "method": "client/unregisterCapability", "params": {"unregistrations": []}}, before=5)),
    ("missing", "push", "action without title", lambda s: action(s).pop("title")),
    ("missing", "push", "edit without new text", lambda s: resolved(s)["edit"]["changes"]["file:///w/a.py"][0].pop("newText")),
    ("encoding", "push", "encoding not offered", lambda s: announced(s).update(positionEncoding="utf-8")),
    ("encoding", "pull", "utf-8 unasked", lambda s: s.client("general")),
    ("position", "push", "line beyond the text", lambda s: hover(s).update(range=span(9, 0, 1))),
    ("position", "push", "beyond the end of the line", lambda s: hover(s).update(range=span(1, 5, 99))),
    ("position", "push", "backwards", lambda s: diagnostic(s).update(range=span(1, 3, 2))),
    ("position", "push", "inside a surrogate pair", lambda s: diagnostic(s).update(range=span(0, 6, 8))),
    ("position", "pull", "inside a UTF-8 sequence", lambda s: pulled(s).update(range=span(0, 6, 12))),
    ("position", "pull", "in a change's text, not the next one's", lambda s: s.answer("textDocument/hover")["result"].update(range=span(1, 0, 2))),
    ("position", "push", "related information beyond the text", lambda s: diagnostic(s)["relatedInformation"][0]["location"].update(range=span(5, 0, 1))),
    ("position", "push", "hover elsewhere", lambda s: hover(s).update(range=span(0, 0, 1))),
    ("position", "out_of_order", "changes taken as they came", lambda s: published(s, 1)["diagnostics"][0].update(range=span(0, 0, 4))),
    ("document", "push", "version of the future", lambda s: published(s).update(version=5)),
    ("document", "push", "version goes back", lambda s: s.add("s2c", s.message("textDocument/publishDiagnostics"), before=s.place("textDocument/didClose"))),
    ("document", "push", "client changes a closed file", lambda s: s.remove(s.message("textDocument/didOpen"))),
    ("diagnostic", "push", "empty message", lambda s: diagnostic(s).update(message="")),
    ("diagnostic", "pull", "unchanged since nothing", lambda s: s.message("textDocument/diagnostic", 1)["params"].pop("previousResultId")),
    ("diagnostic", "pull", "pushed on top of pulled", lambda s: s.add("s2c", {"method": "textDocument/publishDiagnostics", "params": {"uri": "file:///w/a.py", "diagnostics": [pulled(s)]}}, before=8)),
    ("capability", "pull", "codeDescription", lambda s: s.client("textDocument.publishDiagnostics.codeDescriptionSupport")),
    ("capability", "pull", "data", lambda s: s.client("textDocument.publishDiagnostics.dataSupport")),
    ("capability", "push", "relatedInformation", lambda s: s.client("textDocument.publishDiagnostics.relatedInformation")),
    ("capability", "push", "version", lambda s: s.client("textDocument.publishDiagnostics.versionSupport")),
    ("capability", "push", "tags", lambda s: diagnostic(s).update(tags=[1])),
    ("capability", "push", "markup message", lambda s: diagnostic(s).update(message={"kind": "markdown", "value": "x"})),
    ("capability", "push", "hover in Markdown", lambda s: hover(s)["contents"].update(kind="markdown")),
    ("capability", "push", "code action literals", lambda s: s.client("textDocument.codeAction.codeActionLiteralSupport")),
    ("capability", "push", "code action data", lambda s: s.client("textDocument.codeAction.dataSupport")),
    ("capability", "push", "preferred action", lambda s: s.client("textDocument.codeAction.isPreferredSupport")),
    ("capability", "push", "disabled action", lambda s: action(s).update(disabled={"reason": "x"})),
    ("capability", "push", "lazy edit", lambda s: s.client("textDocument.codeAction.resolveSupport")),
    ("capability", "pull", "documentChanges in an action", lambda s: s.client("workspace.workspaceEdit.documentChanges")),
    ("capability", "pull", "applyEdit", lambda s: s.client("workspace.applyEdit")),
    ("capability", "push", "dynamic registration", lambda s: s.client("workspace.didChangeWatchedFiles")),
    ("capability", "push", "progress", lambda s: s.client("window.workDoneProgress")),
    ("capability", "push", "refresh", lambda s: s.add("s2c", REFRESH, before=6)),
    ("capability", "push", "file creation", lambda s: resolved(s).update(edit={"documentChanges": [{"kind": "create", "uri": "file:///w/b.py"}]})),
    ("capability", "push", "announced, not found", lambda s: swap(s.answer("textDocument/hover"), "result", error={"code": -32601, "message": ""})),
    ("registration", "push", "id registered twice", lambda s: s.add("s2c", {**s.message("client/registerCapability"), "id": "again"}, before=5)),
    ("registration", "push", "unknown method registered", lambda s: s.message("client/registerCapability")["params"]["registrations"][0].update(method="workspace/nothing")),
    ("registration", "push", "unknown id unregistered", lambda s: s.add("s2c", {"id": "u", "method": "client/unregisterCapability", "params": {"unregisterations": [{"id": "z", "method": "workspace/didChangeWatchedFiles"}]}}, before=5)),
    ("unknown-key", "push", "registration options misspelt", lambda s: s.message("client/registerCapability")["params"]["registrations"][0]["registerOptions"].update(watcher=[])),
    ("edit", "pull", "edits overlap", lambda s: action(s)["edit"]["documentChanges"][0]["edits"][0].update(range=span(0, 0, 0, last=1))),
    ("edit", "pull", "stale edit", lambda s: action(s)["edit"]["documentChanges"][0]["textDocument"].update(version=0)),
    ("edit", "pull", "changes as well", lambda s: action(s)["edit"].update(changes={})),
    ("position", "pull", "edit beyond the text", lambda s: action(s)["edit"]["documentChanges"][0]["edits"][1].update(range=span(7, 0, 1))),
    ("only", "push", "kind not asked for", lambda s: action(s).update(kind="source.fixAll")),
    ("code-action", "push", "action without effect", lambda s: action(s).pop("data")),
    ("code-action", "push", "two preferred fixes", lambda s: s.answer("textDocument/codeAction")["result"].append(copy.deepcopy(action(s)))),
    ("resolve", "push", "title changed by resolve", lambda s: resolved(s).update(title="other")),
    ("progress", "push", "unknown token", lambda s: s.message("$/progress")["params"].update(token="other")),
    ("progress", "push", "report before begin", lambda s: s.remove(s.message("$/progress"))),
    ("document", "workspace", "a version that was never sent", lambda s: part(s, 1).update(version=4)),
    ("document", "workspace", "the version of what is not open", lambda s: part(s, 3).update(version=1)),
    ("position", "workspace", "beyond the open document", lambda s: part(s, 1)["items"][0]["range"]["end"].update(line=9)),
    ("diagnostic", "workspace", "unchanged from what the client has not", lambda s: part(s, 5).update(resultId="other")),
    ("diagnostic", "workspace", "two reports of a document",
     lambda s: s.answer("workspace/diagnostic", 2)["result"]["items"].append(s.answer("workspace/diagnostic", 2)["result"]["items"][0])),
    ("progress", "workspace", "a part after the answer", lambda s: s.add("s2c", s.message("$/progress", 1))),
    ("progress", "workspace", "work that ends after the answer", lambda s: s.delay(s.message("$/progress", 2))),
    ("progress", "workspace", "parts, and more in the answer", lambda s: s.answer("workspace/diagnostic")["result"]["items"].append(part(s, 1))),
    ("position", "notebook", "beyond its cell", lambda s: published(s, 1)["diagnostics"][0]["range"]["end"].update(line=7)),
    ("document", "notebook", "a version that the cell never had", lambda s: published(s, 1).update(version=1)),
    ("edit", "notebook", "for another version of the cell",
     lambda s: action(s)["edit"]["documentChanges"][0]["textDocument"].update(version=1)),
    ("progress", "push", "never ended", lambda s: s.remove(s.message("$/progress", 2))),
]


def nodes(value, path=()):
    """Every typed place in a JSON value as (key, path)."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        if key not in FREE_FORM:
            yield key, path + (key,)
            yield from nodes(item, path + (key,))


class Sessions(unittest.TestCase):
    def test_valid_sessions(self):
        for name in SESSIONS:
            with self.subTest(name):
                self.assertEqual([], Log(name).findings())

    def test_mutants(self):
        for rule, name, what, spoil in MUTANTS:
            with self.subTest(what):
                log = Log(name)
                log.records = copy.deepcopy(log.records)
                spoil(log)
                self.assertIn(rule, {f.rule for f in log.findings()})

    def test_every_server_node_is_typed(self):
        """A value of another type anywhere in a server's message does not pass."""
        for name in SESSIONS:
            for i, record in enumerate(Log(name).records):
                for key, path in list(nodes(record["msg"])) if record["dir"] == "s2c" else ():
                    if key == "result" and record["msg"][key] is None:
                        continue  # a command may answer anything
                    with self.subTest(session=name, line=i + 1, path=path):
                        log = Log(name)
                        spot = log.records[i]["msg"]
                        for step in path[:-1]:
                            spot = spot[step]
                        spot[key] = 1.5
                        self.assertTrue(log.findings())

    def test_blames_the_line_and_the_path(self):
        log = Log("push")
        diagnostic(log)["range"]["end"]["line"] = 50
        finding = log.findings()[0]
        self.assertEqual((7, "server", "error", "position", "$.msg.params.diagnostics[0].range.end"), finding[:5])


class Positions(unittest.TestCase):
    def test_offsets(self):
        text = Text("a\U0001d518\u00f1z\r\nb\rc\n")
        rows = [  # line, character in utf-8, utf-16, utf-32, offset
            (0, 0, 0, 0, 0), (0, 1, 1, 1, 1), (0, 5, 3, 2, 2), (0, 7, 4, 3, 3), (0, 8, 5, 4, 4),
            (1, 0, 0, 0, 6), (2, 1, 1, 1, 9), (3, 0, 0, 0, 10),
        ]
        for line, *characters, offset in rows:
            for encoding, character in zip(("utf-8", "utf-16", "utf-32"), characters):
                position = {"line": line, "character": character}
                with self.subTest(encoding=encoding, position=position):
                    self.assertEqual(offset, text.offset(position, encoding))
                    self.assertIsNone(text.problem(position, encoding))

    def test_versions_out_of_order(self):
        document = Document(1, "")
        for version in (4, 2, 7, 3):
            document.change(version, [{"range": span(0, 0, 0), "text": str(version)}], "utf-16")
        self.assertEqual("7432", document.text.text)
        self.assertEqual("32", document.at(3).text)
        self.assertIsNone(document.at(5))


class CommandLine(unittest.TestCase):
    def run_on(self, *lines):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "log.jsonl")
            with open(path, "w", encoding="utf-8") as file:
                file.writelines(lines)
            run = subprocess.run([sys.executable, os.path.join(HERE, "validate.py"), path], capture_output=True, text=True)
            return run.returncode, run.stdout + run.stderr

    def test_exit_codes(self):
        with open(os.path.join(HERE, "sessions", "push.jsonl"), encoding="utf-8") as file:
            lines = file.readlines()
        self.assertEqual(0, self.run_on(*lines)[0])
        code, output = self.run_on(*lines[:8])
        self.assertEqual(1, code)
        self.assertIn("log.jsonl:8: error [pairing] $.msg.id: textDocument/hover 2 was never answered", output)
        self.assertEqual(2, self.run_on("{")[0])
        self.assertEqual(2, self.run_on("[]\n")[0])


if __name__ == "__main__":
    unittest.main()
