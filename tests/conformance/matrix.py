#!/usr/bin/env python3
"""matrix.py [WORDS]: sessions of every client in every encoding over every kind of text, each valid by LSP.

The real binary (PERFHINT_BINARY) is driven as the client does, the messages are recorded and validated: no error, no
warning. Hints must come, at the columns that the encoding counts. WORDS: only cells whose names have all of them.
"""
import json
import multiprocessing
import os
import signal
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from documents import Text, unit_count  # noqa: E402
from model import Model  # noqa: E402
from peer import Peer  # noqa: E402
from session import read_log, validate  # noqa: E402

BINARY = os.environ.get("PERFHINT_BINARY", os.path.join(HERE, "../../build/release/perfhint"))
CLIENTS = os.path.join(HERE, "../sessions/clients")
URI = "file:///w/a.py"
ENCODINGS = ("utf-8", "utf-16", "utf-32")
HINT = "x in b"  # the code of the hint that every text has

SLOW = "def common(a: list[int], b: list[int]):\n    return [x for x in a if x in b]\n\n\n"
POINT = "class Point:\n    def __init__(self, x):\n        self.x = x\n\n\npoints = [Point(i) for i in range(100)]\n"
ASTRAL = ('def snakes(a: list[int], b: list[int]):\n    \U0001F40D = "\U0001F40D\u00E9"  # no name, but text\n'
          '    return "\U0001F40D\U0001F469\u200D\U0001F4BB", [x for x in a if x in b]\n\n\n')

# The kinds of texts. Notebooks, when the server takes them, are one more kind with a way of its own to open and change.
TEXTS = {
    "plain": SLOW + POINT,
    "broken": SLOW + POINT + "def f(:\n    return (1,\n\nclass\n\ntext = '''never closed\n",
    "10000-lines": (SLOW + POINT) * 1000,
    "crlf": (SLOW + POINT).replace("\n", "\r\n"),
    "astral": ASTRAL.replace("    \U0001F40D = ", "    s = ") + SLOW + POINT,
}

SETTINGS = {"inlayHints": {"sizes": "all"}, "codeLens": {"classes": True}, "maxHints": 200}
ANSWERS = {
    "workspace/configuration": lambda params: [SETTINGS for _ in params["items"]],
    "client/registerCapability": lambda params: None,
    "workspace/diagnostic/refresh": lambda params: None,
    "workspace/inlayHint/refresh": lambda params: None,
    "workspace/codeLens/refresh": lambda params: None,
}


def clients():
    """Name -> initialize params."""
    found = {"minimal": {"processId": None, "rootUri": None, "capabilities": {}}}
    for file in sorted(os.listdir(CLIENTS)):
        with open(os.path.join(CLIENTS, file), encoding="utf-8") as text:
            found[file.removesuffix(".json")] = json.load(text)
    return found


def position(text, index, encoding):
    line = max(i for i, start in enumerate(text.starts) if start <= index)
    return {"line": line, "character": unit_count(text.text[text.starts[line]:index], encoding)}


class Visit:
    """One session: what an editor does with a file, from initialize to exit."""

    def __init__(self, peer, client, params, encoding):
        self.peer, self.encoding, self.version = peer, encoding, 0
        self.whole = client.startswith(("ale", "minimal"))  # they send whole texts
        params = dict(params, processId=None, initializationOptions={"perfhint": SETTINGS})
        capabilities = dict(params["capabilities"])
        capabilities["general"] = dict(capabilities.get("general") or {}, positionEncodings=sorted({encoding, "utf-16"}))
        self.server = peer.request("initialize", dict(params, capabilities=capabilities))["capabilities"]
        if self.server["positionEncoding"] != encoding:
            raise AssertionError(f"{self.server['positionEncoding']} was chosen")
        peer.notify("initialized", {})
        self.pulls = "diagnosticProvider" in self.server

    def about(self, **more):
        return dict(more, textDocument={"uri": URI})

    def open(self, content):
        self.text = Text(content)
        item = {"uri": URI, "languageId": "python", "version": self.version, "text": content}
        self.peer.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, edits):
        """One notification of all the edits: (where, text to insert), one after the other."""
        changes = []
        for index, text in edits:
            place = position(self.text, index, self.encoding)
            changes.append({"range": {"start": place, "end": place}, "text": text})
            self.text = Text(self.text.text[:index] + text + self.text.text[index:])
        self.version += 1
        self.peer.notify("textDocument/didChange", {
            "textDocument": {"uri": URI, "version": self.version},
            "contentChanges": [{"text": self.text.text}] if self.whole else changes})

    def hints(self):
        """Those of the text as it is, pulled or pushed."""
        if self.pulls:
            report = self.peer.request("textDocument/diagnostic", self.about())
            again = self.peer.request("textDocument/diagnostic", self.about(previousResultId=report["resultId"]))
            if again["kind"] != "unchanged":
                raise AssertionError("the same hints came twice")
            return report["items"]
        return self.peer.published(URI, lambda params: params.get("version", self.version) == self.version)["diagnostics"]

    def check_places(self, hints):
        """The first of the known hints stands where the encoding counts it."""
        index = self.text.text.index(HINT)
        wanted = {"start": position(self.text, index, self.encoding),
                  "end": position(self.text, index + len(HINT), self.encoding)}
        told = [hint["range"] for hint in hints if hint["code"] == "list-membership-in-loop"]
        if wanted not in told:
            raise AssertionError(f"hints at {told[:3]}, wanted at {wanted}")

    def ask(self, hints):
        first = hints[0]["range"]
        hovers = [self.peer.request("textDocument/hover", self.about(position=place))
                  for place in (first["start"], first["end"], {"line": 0, "character": 0})]
        if hovers[0] is None:
            raise AssertionError("no hover on a hint")
        context = {"diagnostics": hints[:1]}
        for action in self.peer.request("textDocument/codeAction", self.about(range=first, context=context)):
            if "data" in action and "edit" not in action:
                self.peer.request("codeAction/resolve", action)
        self.peer.request("textDocument/codeAction", self.about(range=first, context=dict(context, only=["quickfix"])))
        end = position(self.text, min(len(self.text.text), 3000), self.encoding)
        if "inlayHintProvider" in self.server:
            self.peer.request("textDocument/inlayHint", self.about(range={"start": {"line": 0, "character": 0}, "end": end}))
        if "codeLensProvider" in self.server:
            self.peer.request("textDocument/codeLens", self.about())

    def cancel(self):
        identity = self.peer.send("textDocument/codeAction", self.about(
            range={"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, context={"diagnostics": []}))
        self.peer.notify("$/cancelRequest", {"id": identity})
        try:
            self.peer.answer(identity)  # it may have been quicker
        except RuntimeError as error:
            if "-32800" not in str(error):
                raise

    def run(self, content):
        self.open(content)
        hints = self.hints()
        self.check_places(hints)
        self.ask(hints)
        top = "# \U0001F40D\n"
        self.change([(0, top), (self.text.text.index(HINT) + len(top), '"\U0001F40D" and ')])
        hints = self.hints()
        self.check_places(hints)
        self.ask(hints)
        self.cancel()
        self.peer.notify("textDocument/didSave", self.about())
        self.peer.notify("textDocument/didClose", self.about())
        code = self.peer.end()
        if code != 0:
            raise AssertionError(f"exit code {code}")


def play(cell):
    """None, or what is wrong."""
    client, params, encoding, kind = cell
    signal.alarm(240)
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "messages.jsonl")
        peer = Peer([BINARY, "lsp", "--log-messages", log], ANSWERS)
        try:
            Visit(peer, client, params, encoding).run(TEXTS[kind])
        except Exception as error:  # whatever it is, the cell has failed
            return f"{type(error).__name__}: {error}"
        finally:
            peer.process.kill()
            peer.process.wait()
        found = [f for f in validate(MODEL, read_log(log)).findings if f.side == "server"]
        return "; ".join(map(str, found[:5])) or None


def main():
    words = sys.argv[1:]
    cells = [(client, params, encoding, kind) for client, params in clients().items() for encoding in ENCODINGS
             for kind in TEXTS if all(word in f"{client} {encoding} {kind}" for word in words)]
    with multiprocessing.Pool(2) as pool:
        outcomes = pool.map(play, cells, chunksize=1)
    failed = 0
    for (client, _, encoding, kind), wrong in zip(cells, outcomes):
        if wrong:
            failed += 1
            print(f"{client}, {encoding}, {kind}: {wrong}")
    print(f"{len(cells)} sessions: {len({c[0] for c in cells})} clients, {len({c[2] for c in cells})} encodings, "
          f"{len({c[3] for c in cells})} kinds of texts; {failed} failed")
    return 1 if failed or not cells else 0


MODEL = Model(os.path.join(HERE, "metaModel.json"))

if __name__ == "__main__":
    sys.exit(main())
