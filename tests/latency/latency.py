#!/usr/bin/env python3
"""latency.py [SECONDS]: what a client waits for while it works, and what the server takes while it does not.

A workspace of 1,000 files is checked again and again; 50 of them are open. One document is typed in, a letter each
20 ms, as a client that pulls and as one that is told. Printed, in milliseconds at the client: the median, the 95th and
the 99th of each hundred of hovers, code actions, and from an edit to its hints; then the memory with all that known, and
the processor's time in three idle seconds. Times are told, never tested.
"""
import argparse
import glob
import os
import random
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "faults"))

from client import Server, did_open, notification, request  # noqa: E402

FILES, OPEN, PAUSE = 1_000, 50, 0.02
DEBOUNCE = 40  # ms, of what is told unasked: server/handlers/diagnostics.cpp


def make_workspace(folder):
    paths = sorted(glob.glob(os.path.join(HERE, "../../tests/rules/bad/*.py")))
    texts = [open(path, encoding="utf-8").read() for path in paths]
    made = []
    for number in range(FILES):
        text = "\n".join(texts[(7 * number + k) % len(texts)] for k in range(4))
        made.append(os.path.join(folder, f"package{number // 100}", f"module{number}.py"))
        os.makedirs(os.path.dirname(made[-1]), exist_ok=True)
        with open(made[-1], "w", encoding="utf-8") as file:
            file.write(text)
    return made


def initialize(server, folder, **text_document):
    server.ask("initialize", {"processId": None, "rootUri": "file://" + folder,
                              "initializationOptions": {"workspaceDiagnostics": True}, "capabilities": {
        "general": {"positionEncodings": ["utf-32"]}, "workspace": {"diagnostics": {"refreshSupport": True}},
        "textDocument": {"hover": {"contentFormat": ["markdown"]}, **text_document,
                         "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}}}})
    server.send(notification("initialized"))


class Typist:
    """Types letters into one document and asks of it; the workspace's check goes on beside it."""

    def __init__(self, server, paths, pulls, seed):
        self.server, self.paths, self.pulls, self.random = server, paths, pulls, random.Random(seed)
        self.sent, self.took, self.version, self.works = {}, {}, 1, True
        for path in paths[:OPEN]:
            server.send(did_open("file://" + path, open(path, encoding="utf-8").read()))
        self.uri = "file://" + paths[0]
        self.lines = open(paths[0], encoding="utf-8").read().split("\n")
        self.waits_for_push = None

    def note(self, what, since):
        self.took.setdefault(what, []).append((time.monotonic() - since) * 1000)

    def ask(self, what, method, **params):
        self.server.last_id += 1
        self.sent[self.server.last_id] = (what, time.monotonic())
        self.server.send(request(self.server.last_id, method, {"textDocument": {"uri": self.uri}, **params}))

    def check_workspace(self):
        self.server.last_id += 1
        self.sent[self.server.last_id] = ("workspace", time.monotonic())
        self.server.send(request(self.server.last_id, "workspace/diagnostic", {"previousResultIds": []}))

    def type_letter(self):
        self.version += 1
        line = self.random.randrange(len(self.lines))
        at = {"line": line, "character": len(self.lines[line])}
        self.server.send(notification("textDocument/didChange", {
            "textDocument": {"uri": self.uri, "version": self.version},
            "contentChanges": [{"range": {"start": at, "end": at}, "text": " "}]}))
        self.lines[line] += " "
        if self.pulls:
            self.ask("edit to hints", "textDocument/diagnostic")
        elif self.waits_for_push is None:
            self.waits_for_push = (self.version, time.monotonic())
        return at

    def hear(self, until):
        """What comes until then is taken down."""
        while (left := until - time.monotonic()) > 0:
            try:
                message = self.server.messages.get(timeout=left)
            except Exception:
                return
            if message is None:
                sys.exit(f"the server ended: {self.server.words()}")
            if message.get("id") in self.sent and "method" not in message:
                what, since = self.sent.pop(message["id"])
                self.note(what, since)
                if what == "workspace" and self.works:
                    self.check_workspace()
            elif message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == self.uri:
                if self.waits_for_push and message["params"].get("version", 0) >= self.waits_for_push[0]:
                    self.note("edit to hints", self.waits_for_push[1])
                    self.waits_for_push = None
            elif "id" in message and "method" in message:
                self.server.send({"jsonrpc": "2.0", "id": message["id"], "result": None})

    def work(self, seconds):
        if self.pulls:
            self.check_workspace()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            at = self.type_letter()
            self.ask("hover", "textDocument/hover", position=at)
            self.ask("code action", "textDocument/codeAction", range={"start": at, "end": at}, context={"diagnostics": []})
            self.hear(time.monotonic() + PAUSE)
            if not self.pulls:
                self.hear(time.monotonic() + 5 * PAUSE)  # the next letter comes when the hints are there


def percentiles(times):
    times = sorted(times)
    return [times[min(len(times) - 1, int(len(times) * share))] for share in (0.5, 0.95, 0.99)]


def ticks(server):
    with open(f"/proc/{server.process.pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def measure(name, folder, paths, seconds, pulls):
    server = Server("--log-level=error")
    initialize(server, folder, **({"diagnostic": {}} if pulls else {"publishDiagnostics": {"versionSupport": True}}))
    typist = Typist(server, paths, pulls, 1)
    typist.work(seconds)
    for what in ("hover", "code action", "edit to hints"):
        middle, p95, p99 = percentiles(typist.took[what])
        beyond = "" if pulls or what != "edit to hints" else f"  ({p95 - DEBOUNCE:.1f} beyond the {DEBOUNCE} ms that it waits)"
        print(f"{name}: {what:14} {middle:6.1f} {p95:6.1f} {p99:6.1f}   of {len(typist.took[what])}{beyond}")
    if pulls:
        print(f"{name}: {len(typist.took.get('workspace', []))} checks of the workspace beside it")
    typist.works = False
    typist.hear(time.monotonic() + 3)
    before = ticks(server)
    time.sleep(3)
    print(f"{name}: idle {ticks(server) - before} ticks in 3 s; resident {server.status('VmRSS') >> 20} MB, "
          f"at most {server.status('VmHWM') >> 20} MB")
    server.leave()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seconds", nargs="?", type=float, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="perfhint-latency-") as folder:
        paths = make_workspace(folder)
        measure("pulled", folder, paths, options.seconds, pulls=True)
        measure("pushed", folder, paths, options.seconds, pulls=False)


if __name__ == "__main__":
    main()
