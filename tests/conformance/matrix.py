#!/usr/bin/env python3
"""matrix.py [WORDS]: sessions of every client in every encoding over every kind of document, each valid by LSP.

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

from model import Model  # noqa: E402
from peer import Peer  # noqa: E402
from session import read_log, validate  # noqa: E402
from visits import SETTINGS, NotebookVisit, Visit, WorkspaceVisit  # noqa: E402

BINARY = os.environ.get("PERFHINT_BINARY", os.path.join(HERE, "../../build/release/perfhint"))
CLIENTS = os.path.join(HERE, "../sessions/clients")
ENCODINGS = ("utf-8", "utf-16", "utf-32")

SLOW = "def common(a: list[int], b: list[int]):\n    return [x for x in a if x in b]\n\n\n"
POINT = "class Point:\n    def __init__(self, x):\n        self.x = x\n\n\npoints = [Point(i) for i in range(100)]\n"
ASTRAL = ('def snakes(a: list[int], b: list[int]):\n    \U0001F40D = "\U0001F40D\u00E9"  # no name, but text\n'
          '    return "\U0001F40D\U0001F469\u200D\U0001F4BB", [x for x in a if x in b]\n\n\n')

SNAKES = ASTRAL.replace("    \U0001F40D = ", "    s = ") + SLOW + POINT

# Kind of document: its text, and what is done with it.
KINDS = {
    "plain": (SLOW + POINT, Visit),
    "broken": (SLOW + POINT + "def f(:\n    return (1,\n\nclass\n\ntext = '''never closed\n", Visit),
    "10000-lines": ((SLOW + POINT) * 1000, Visit),
    "crlf": ((SLOW + POINT).replace("\n", "\r\n"), Visit),
    "astral": (SNAKES, Visit),
    "notebook": (SNAKES, NotebookVisit),
    "workspace": (SNAKES, WorkspaceVisit),
}

ANSWERS = {
    "workspace/configuration": lambda params: [SETTINGS for _ in params["items"]],
    "client/registerCapability": lambda params: None,
    "workspace/diagnostic/refresh": lambda params: None,
    "workspace/inlayHint/refresh": lambda params: None,
    "workspace/codeLens/refresh": lambda params: None,
    "window/workDoneProgress/create": lambda params: None,
}


def clients():
    """Name -> initialize params."""
    notebooks = {"notebookDocument": {"synchronization": {}}, "textDocument": {"publishDiagnostics": {"versionSupport": True}}}
    found = {"minimal": {"processId": None, "rootUri": None, "capabilities": {}},
             "notebooks": {"processId": None, "rootUri": None, "capabilities": notebooks}}  # their hints pushed
    for file in sorted(os.listdir(CLIENTS)):
        with open(os.path.join(CLIENTS, file), encoding="utf-8") as text:
            found[file.removesuffix(".json")] = json.load(text)
    return found


def play(cell):
    """None, or what is wrong."""
    client, params, encoding, kind = cell
    signal.alarm(240)
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "messages.jsonl")
        peer = Peer([BINARY, "lsp", "--log-messages", log], ANSWERS)
        try:
            os.mkdir(os.path.join(folder, "w"))
            text, visit = KINDS[kind]
            visit(peer, client, params, encoding, os.path.join(folder, "w")).run(text)
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
             for kind in KINDS if all(word in f"{client} {encoding} {kind}" for word in words)]
    with multiprocessing.Pool(2) as pool:
        outcomes = pool.map(play, cells, chunksize=1)
    failed = 0
    for (client, _, encoding, kind), wrong in zip(cells, outcomes):
        if wrong:
            failed += 1
            print(f"{client}, {encoding}, {kind}: {wrong}")
    print(f"{len(cells)} sessions: {len({c[0] for c in cells})} clients, {len({c[2] for c in cells})} encodings, "
          f"{len({c[3] for c in cells})} kinds of documents; {failed} failed")
    return 1 if failed or not cells else 0


MODEL = Model(os.path.join(HERE, "metaModel.json"))

if __name__ == "__main__":
    sys.exit(main())
