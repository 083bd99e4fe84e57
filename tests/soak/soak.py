#!/usr/bin/env python3
"""soak.py [EDITS]: edits in 50 open documents, with hovers, pulls, actions, cancels, closes and settings between them.

At the end the server has the memory it had after the first hundredth of the edits (at least 5,000, so that what is kept
of every document is kept by then), and the same number of threads and descriptors. At ten checkpoints its answers are
those of a server that was just started on the same texts. Memory is measured with every document back at its first
text, and the server at rest, so that it has given back what it can. What is allocated may be 5 % and 256 KB more; what is
resident 5 % and 1 MB: malloc keeps what the fullest moment so far needed, in holes that it uses again.
"""
import argparse
import glob
import json
import os
import random
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "faults"))

from client import Server, notification, request  # noqa: E402

DOCUMENTS, BATCH, CHECKPOINTS = 50, 200, 10
REST = 6  # seconds without a message, in which the server gives back what it has freed
SHARE, HEAP_SLACK, RESIDENT_SLACK = 1.05, 256 << 10, 1 << 20  # at the end
MARK = "  # soak"
ADDED = 12  # lines a document grows by, no more: as large as they get, they are when memory is first measured
LINES = ["x = 1", "for item in rows:", "    total = total + item.price", "import os", "def added(a, b):", "    return a in b",
         "class Added:", "    value = 0", "while queue:", "    first = queue.pop(0)", "# a remark", "", "\u00e9 = '\U0001F40D'"]
WILD = ["(", ")", "[", "'", '"', '"""', "\\", ":", "{", "\n", "    ", "\t", "@", "lambda: ", "f'{"]


def sources():
    paths = sorted(glob.glob(os.path.join(HERE, "../rules/bad/*.py")) + glob.glob(os.path.join(HERE, "../../examples/*.py")))
    texts = [open(path, encoding="utf-8").read() for path in paths]
    return ["\n".join(texts[(7 * i + k) % len(texts)] for k in range(20)) for i in range(DOCUMENTS)]


class Document:
    """A document's lines, and the edits that a typist makes in it. Columns are code points."""

    def __init__(self, number, text):
        self.uri = f"file:///soak/m{number}.py"
        self.first = text
        self.version = 0
        self.reset()

    def reset(self):
        self.lines = self.first.split("\n")
        self.wild = None  # an edit that may leave a string or bracket open: undone by the next one

    @property
    def text(self):
        return "\n".join(self.lines)

    def change(self, changes):
        self.version += 1
        return notification("textDocument/didChange", {"textDocument": {"uri": self.uri, "version": self.version},
                                                       "contentChanges": changes})

    def opened(self):
        self.version += 1
        item = {"uri": self.uri, "languageId": "python", "version": self.version, "text": self.text}
        return notification("textDocument/didOpen", {"textDocument": item})

    def whole(self):
        return self.change([{"text": self.text}])

    def replaced(self, line, begin, end_line, end, text):
        """Replaces a range, as the client tells it."""
        head, tail = self.lines[line][:begin], self.lines[end_line][end:]
        self.lines[line:end_line + 1] = (head + text + tail).split("\n")
        return self.change([{"range": {"start": {"line": line, "character": begin},
                                       "end": {"line": end_line, "character": end}}, "text": text}])

    def undo(self):
        before, self.wild = self.wild, None
        return self.replaced(*before)

    def edit(self, random):
        if self.wild:
            return self.undo()
        line = random.randrange(len(self.lines))
        here = self.lines[line]
        kind = random.random()
        if kind < 0.3 or not here:
            marked = [i for i, one in enumerate(self.lines[:-1]) if one.endswith(MARK)]
            if len(marked) >= ADDED:
                line = random.choice(marked)
                return self.replaced(line, 0, line + 1, 0, "")
            return self.replaced(line, 0, line, 0, random.choice(LINES) + MARK + "\n")
        at = random.randrange(len(here.removesuffix(MARK)) + 1)
        if kind < 0.6:  # typed and taken back
            text = random.choice(WILD)
            rows = text.split("\n")
            end = (line + len(rows) - 1, len(rows[-1]) + (at if len(rows) == 1 else 0))
            self.wild = (line, at, *end, "")
            return self.replaced(line, at, line, at, text)
        if kind < 0.8:  # deleted, and put back
            end = min(len(here), at + random.randrange(1, 6))
            self.wild = (line, at, line, at, here[at:end])
            return self.replaced(line, at, line, end, "")
        if not here[at:at + 1].isalpha():
            self.wild = (line, at, line, at + 1, "")
            return self.replaced(line, at, line, at, " ")
        return self.replaced(line, at, line, at + 1, random.choice("abcxyz"))


class Session:
    """A server with the documents open, and what is asked of it."""

    def __init__(self, documents):
        self.server = Server("--log-level=error")
        self.server.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {
            "general": {"positionEncodings": ["utf-32"]},
            "textDocument": {"diagnostic": {"dataSupport": True}, "hover": {"contentFormat": ["markdown"]},
                             "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
                             "inlayHint": {}, "codeLens": {}}}})
        self.server.send(notification("initialized"), *[document.opened() for document in documents])

    def asked(self, method, document, **params):
        self.server.last_id += 1
        return request(self.server.last_id, method, {"textDocument": {"uri": document.uri}, **params})

    def random_question(self, document, random):
        line = random.randrange(len(document.lines))
        at = {"line": line, "character": random.randrange(len(document.lines[line]) + 1)}
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": len(document.lines), "character": 0}}
        return random.choice((
            lambda: self.asked("textDocument/hover", document, position=at),
            lambda: self.asked("textDocument/diagnostic", document),
            lambda: self.asked("textDocument/codeAction", document, range={"start": at, "end": at}, context={"diagnostics": []}),
            lambda: self.asked("textDocument/inlayHint", document, range=whole),
            lambda: self.asked("textDocument/codeLens", document)))()

    def told(self, document):
        """What it says of a document: hints, and hovers and actions on each."""
        hints = self.server.pull(document.uri)
        more = []
        for hint in hints:
            self.server.last_id += 1
            at = hint["range"]["start"]
            more.append(self.server.hover(document.uri, at["line"], at["character"])["result"])
            more.append(self.server.ask("textDocument/codeAction", {"textDocument": {"uri": document.uri},
                                                                    "range": hint["range"],
                                                                    "context": {"diagnostics": []}})["result"])
        return json.dumps([hints, more], sort_keys=True, ensure_ascii=False)


def soaked(session, documents, random, edits):
    """One batch: edits, some questions, cancels, closes and settings between them; waits for every answer."""
    messages, waits = [], set()
    for _ in range(edits):
        document = random.choice(documents)
        messages.append(document.edit(random))
        kind = random.random()
        if kind < 0.05:
            question = session.random_question(document, random)
            messages.append(question)
            waits.add(question["id"])
            if kind < 0.005:
                messages.append(notification("$/cancelRequest", {"id": question["id"]}))
        elif kind < 0.051:
            messages.append(notification("textDocument/didClose", {"textDocument": {"uri": document.uri}}))
            document.reset()
            messages.append(document.opened())
        elif kind < 0.0515:
            settings = {"perfhint": {"micro": random.random() < 0.5}}
            messages.append(notification("workspace/didChangeConfiguration", {"settings": settings}))
    session.server.send(*messages)
    while waits:
        message = session.server.receive()
        if message is None:
            sys.exit(f"the server ended: {session.server.words()}")
        if "method" not in message:
            waits.discard(message["id"])


def compare_with_fresh(session, documents, done):
    session.server.send(*[document.undo() for document in documents if document.wild],
                        notification("workspace/didChangeConfiguration", {"settings": {"perfhint": {"micro": False}}}))
    fresh = Session(documents)
    hints = 0
    for document in documents:
        then, now = session.told(document), fresh.told(document)
        hints += now.count('"severity"')
        if then != now:
            with open("/tmp/perfhint-soak.py", "w", encoding="utf-8") as file:
                file.write(document.text)
            sys.exit(f"after {done} edits, {document.uri} (now /tmp/perfhint-soak.py):\n{then}\na fresh start says\n{now}")
    fresh.server.leave()
    return hints


def measured(session, documents):
    for document in documents:
        document.reset()
    session.server.send(*[document.whole() for document in documents])
    for document in documents:
        session.told(document)
    server = session.server
    time.sleep(REST)
    told = server.ask("workspace/executeCommand", {"command": "perfhint.printDebugInformation"})["result"]
    return told["heapBytes"], server.status("VmRSS"), server.status("Threads"), server.descriptors()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("edits", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    documents = [Document(number, text) for number, text in enumerate(sources())]
    session = Session(documents)
    warm = max(options.edits // 100, 5_000)
    every = max(options.edits // CHECKPOINTS, BATCH)
    start, done, first, next_check, hints = time.monotonic(), 0, None, every, 0
    while done < options.edits:
        if first is None and done >= warm:
            first = measured(session, documents)
        soaked(session, documents, chance, BATCH)
        done += BATCH
        if done >= next_check:
            next_check += every
            hints += compare_with_fresh(session, documents, done)
            print(f"{done} edits, {time.monotonic() - start:.0f} s, {session.server.status('VmRSS') >> 10} KB", flush=True)
    last = measured(session, documents)
    code = session.server.leave()
    print(f"allocated {first[0] >> 10} KB after {warm} edits, {last[0] >> 10} KB after {done}; resident {first[1] >> 10}, "
          f"{last[1] >> 10} KB; threads {first[2]}, {last[2]}; descriptors {first[3]}, {last[3]}; {hints} hints compared")
    if code != 0 or hints == 0:
        sys.exit(f"exit code {code}, {hints} hints")
    if (last[0] > first[0] * SHARE + HEAP_SLACK or last[1] > first[1] * SHARE + RESIDENT_SLACK
            or last[2:] != first[2:]):
        sys.exit("the server has grown")


if __name__ == "__main__":
    main()
