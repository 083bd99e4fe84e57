"""`perfhint check --watch` as a process: what it prints after each change, and how it ends."""
import json
import os
import pathlib
import pty
import queue
import signal
import subprocess
import tempfile
import threading
import unittest

BINARY = os.environ.get("PERFHINT_BINARY") or os.path.join(os.path.dirname(__file__), "../../build/release/perfhint")
PATIENCE = 60  # seconds, until a test that waits has failed; nothing is measured by it
SLOW = "def drain(n: int):\n    queue = [n]\n    while queue:\n        print(queue.pop(0))\n"
WAITS = "Waiting for changes; Ctrl-C ends."


def notebook(code):
    return json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": code}]})


class Watched:
    """The process, checking one folder."""

    def __init__(self, folder, *words, stdout=subprocess.PIPE):
        self.process = subprocess.Popen([BINARY, "check", "--watch", "--format", "concise", *words, str(folder)],
                                        stdout=stdout, stderr=subprocess.STDOUT)
        self.lines = queue.Queue()

    def read(self, stream):
        def work():
            try:
                for line in stream:
                    self.lines.put(line.rstrip("\r\n"))
            except OSError:  # the other end of a terminal is closed
                pass
            stream.close()
            self.lines.put(None)
        threading.Thread(target=work, daemon=True).start()
        return self

    def round(self):
        """All lines until it waits."""
        lines = []
        while (line := self.lines.get(timeout=PATIENCE)) != WAITS:
            assert line is not None, f"it ended: {lines}"
            lines.append(line)
        return lines

    def until(self, wanted):
        """The rounds until one has a line with these words: what is saved in steps may be checked in steps."""
        while not any(wanted in line for line in self.round()):
            pass

    def end(self, by=signal.SIGINT):
        self.process.send_signal(by)
        return self.process.wait(timeout=PATIENCE)


class Watching(unittest.TestCase):
    def setUp(self):
        made = tempfile.TemporaryDirectory(prefix="perfhint-watch-")
        self.addCleanup(made.cleanup)
        self.top = pathlib.Path(made.name).resolve()
        self.folder = self.top / "src"
        self.write("src/slow.py", SLOW)

    def write(self, name, text):
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def watched(self, *words):
        watched = Watched(self.folder, *words)
        watched.read(open(watched.process.stdout.fileno(), closefd=False))
        self.addCleanup(watched.process.stdout.close)
        self.addCleanup(watched.process.wait)
        self.addCleanup(watched.process.kill)
        return watched

    def test_checks_again_after_each_change(self):
        watched = self.watched("--no-cache")
        first = watched.round()
        self.assertIn("slow.py:4:15: list-pop0 ", first[0])
        self.assertEqual(first[1:], ["Found 1 hint in 1 file (1 fixable with --fix)."])
        changes = [
            (lambda: self.write("src/slow.py", "x = 1\n"), "No hints in 1 file."),
            (lambda: self.write("src/a/b/new.py", SLOW), "Found 1 hint in 1 file"),
            (lambda: self.write("src/a/b/more.py", SLOW), "Found 2 hints in 2 files"),
            (lambda: self.write("src/nb.ipynb", notebook(SLOW)), "nb.ipynb:cell 1:4:15: list-pop0"),
            (lambda: self.write("perfhint.toml", "exclude = ['*.ipynb']\n"), "Found 2 hints in 2 files"),
            (lambda: os.replace(self.folder / "a/b/more.py", self.folder / "slow.py"), "slow.py:4:15: list-pop0"),
            (lambda: (self.folder / "a/b/new.py").unlink(), "Found 1 hint in 1 file"),
            (lambda: os.rename(self.folder / "a", self.top / "a"), "Found 1 hint in 1 file"),
            (lambda: self.write("src/slow.py", "def f(:\n"), "No hints in 1 file."),
        ]
        for change, expected in changes:
            change()
            watched.until(expected)
        self.assertEqual(watched.end(), 0)

    def test_what_is_no_part_of_it_changes_nothing(self):
        watched = self.watched()
        watched.round()
        self.write("src/notes.txt", "x")
        self.write("beside.py", SLOW)
        self.write("src/slow.py", "x = 1\n")
        self.assertEqual(watched.round(), ["No hints in 1 file."])
        self.assertEqual(watched.end(), 0)
        self.assertIsNone(watched.lines.get(timeout=PATIENCE))

    def test_a_file_that_is_named(self):
        self.folder = self.folder / "slow.py"
        watched = self.watched()
        watched.round()
        self.write("src/slow.py", "x = 1\n")
        watched.until("No hints in 1 file.")

    def test_ends_by_other_signals_as_others_do(self):
        watched = self.watched()
        watched.round()
        self.assertEqual(watched.end(signal.SIGTERM), -signal.SIGTERM)

    def test_clears_a_terminal_only(self):
        piped = self.watched()
        self.assertFalse(any("\x1b" in line for line in piped.round()))
        ours, its = pty.openpty()
        watched = Watched(self.folder, stdout=its)
        os.close(its)
        self.addCleanup(watched.process.kill)
        terminal = watched.read(open(ours))
        for _ in range(2):
            self.assertTrue(any(line.startswith("\x1b[H\x1b[2J\x1b[3J") for line in terminal.round()))
            self.write("src/slow.py", "x = 1\n")
        self.assertEqual(terminal.end(), 0)

    def test_refuses_to_write(self):
        for words in ["--fix"], ["--add-ignore"], ["--write-baseline", "b.json"], ["--stdin-filename", "x.py"]:
            made = subprocess.run([BINARY, "check", "--watch", *words], capture_output=True, text=True)
            self.assertEqual(made.returncode, 2)
            self.assertIn("--watch writes nothing", made.stderr)


if __name__ == "__main__":
    unittest.main()
