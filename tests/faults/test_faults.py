"""What goes wrong around a server and a command: broken and huge input, no memory, no disk, files that change.

README.md has the table of faults and of where else they are tested.
"""
import os
import re
import resource
import shutil
import signal
import stat
import subprocess
import tempfile
import threading
import time
import unittest

from client import BINARY, PATIENCE, Server, did_open, framed, notification

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
SLOW = "def drain(n: int):\n    queue = [n]\n    while queue:\n        print(queue.pop(0))\n"
FAST = ("from collections import deque\ndef drain(n: int):\n    queue = deque([n])\n    while queue:\n"
        "        print(queue.popleft())\n")
PULLS = {"textDocument": {"diagnostic": {}}}


def codes(hints):
    return [hint["code"] for hint in hints]


class InServer(unittest.TestCase):
    def server(self, *arguments, **settings):
        server = Server(*arguments)
        self.addCleanup(server.kill)
        server.ask("initialize", {"processId": None, "capabilities": PULLS,
                                  "initializationOptions": {"perfhint": settings}})
        server.send(notification("initialized"))
        return server

    def works(self, server):
        server.send(did_open("file:///w/works.py", SLOW))
        self.assertEqual(codes(server.pull("file:///w/works.py")), ["list-pop0"])
        self.assertEqual(server.leave(), 0, server.words())


class Input(InServer):
    def test_100_megabytes(self):
        server = self.server()
        server.send(did_open("file:///w/a.py", SLOW))
        self.assertEqual(codes(server.pull("file:///w/a.py")), ["list-pop0"])
        before = server.status("VmRSS")
        server.raw(framed(b'{"jsonrpc":"2.0","method":"x","params":["' + 100 * 2**20 * b"x" + b'"]}'))
        error = server.until(lambda message: "error" in message)["error"]
        self.assertRegex(error["message"], r"a message of 1048\d+ bytes: the limit is 67108864 bytes")
        self.assertLess(server.status("VmRSS"), before + (20 << 20))
        # It may have been an edit: rather no hints than hints, and fixes, in the wrong place.
        shown = server.until(lambda message: message.get("method") == "window/showMessage")
        self.assertIn("lost track of file:///w/a.py", shown["params"]["message"])
        self.assertEqual(server.pull("file:///w/a.py"), [])
        self.works(server)

    def test_just_below_the_limit(self):
        server = self.server()
        server.send(did_open("file:///w/big.py", 60 * 2**20 * "#"))
        self.assertEqual(codes(server.pull("file:///w/big.py")), ["file-too-large"])
        self.works(server)

    def test_invalid_utf8_in_an_edit(self):
        server = self.server()
        body = framed(did_open("file:///w/a.py", SLOW + "# @@\n"))
        server.raw(body.replace(b"@@", b"\xff\xc3"))
        self.assertEqual(codes(server.pull("file:///w/a.py")), ["list-pop0"])
        self.works(server)

    def test_reopened_without_a_close(self):
        server = self.server()
        server.send(did_open("file:///w/a.py", SLOW, 7))
        server.send(did_open("file:///w/a.py", "x = 1\n" + SLOW, 1))
        self.assertEqual([hint["range"]["start"]["line"] for hint in server.pull("file:///w/a.py")], [4])
        change = {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}, "text": ""}
        server.send(notification("textDocument/didChange", {"textDocument": {"uri": "file:///w/a.py", "version": 2},
                                                            "contentChanges": [change]}))
        self.assertEqual([hint["range"]["start"]["line"] for hint in server.pull("file:///w/a.py")], [3])
        server.send(notification("textDocument/didClose", {"textDocument": {"uri": "file:///w/a.py"}}))
        self.assertEqual(server.pull("file:///w/a.py"), [])
        self.works(server)


DEPTH = 50_000
DEEP = {
    "parentheses": "x = " + DEPTH * "(" + "y" + DEPTH * ")",
    "lists": "x = " + DEPTH * "[" + "y" + DEPTH * "]",
    "dicts": "x = " + DEPTH * "{0:" + "y" + DEPTH * "}",
    "calls": "x = " + DEPTH * "f(" + "y" + DEPTH * ")",
    "subscripts": "x = " + DEPTH * "f[" + "y" + DEPTH * "]",
    "sums": "x = y" + DEPTH * " + y",
    "ands": "x = y" + DEPTH * " and y",
    "nots": "x = " + DEPTH * "not " + "y",
    "minuses": "x = " + DEPTH * "-" + "y",
    "attributes": "x = y" + DEPTH * ".z",
    "calls of calls": "x = y" + DEPTH * "()",
    "conditions": "x = " + DEPTH * "y if z else " + "y",
    "lambdas": "x = " + DEPTH * "lambda: " + "y",
    "targets": DEPTH * "x = " + "y",
    "comparisons": "x = y" + DEPTH * " < y",
    "open brackets": "x = " + DEPTH * "([{",
    "decorators": DEPTH * "@y\n" + "def f(): pass",
    "elifs": "if x: pass\n" + DEPTH * "elif x: pass\n",
}
LONG = {
    "a list": "x = [" + 300_000 * "1, " + "]",
    "a string": "x = '" + 2**20 * "y" + "'",
    "a comment": "#" + 2**20 * "y",
    "a name": "x = " + 2**20 * "y",
    "statements": 170_000 * "x = 1;" + "x",
    "blanks": 2**20 * " " + "x = 1",
}


class Shapes(InServer):
    """Deep and long code, in the server's threads, whose stacks are the smaller ones."""

    def test_deep_and_long(self):
        server = self.server()
        for number, (name, code) in enumerate({**DEEP, **LONG}.items()):
            with self.subTest(name):
                uri = f"file:///w/{number}.py"
                server.send(did_open(uri, SLOW + code + "\n" + SLOW.replace("drain", "drain_too")))
                lines = [hint["range"]["start"]["line"] for hint in server.pull(uri) if hint["code"] == "list-pop0"]
                self.assertIn(3, lines)  # the hints beside it are there
                server.hover(uri, 4, 5)
                server.send(notification("textDocument/didClose", {"textDocument": {"uri": uri}}))
        self.works(server)


class Memory(InServer):
    def test_none_left(self):
        text = "".join(f"def f{i}(a, b):\n    return [x for x in a if x in b]\n" for i in range(60_000))
        for more in (0, 2, 8, 16, 40, 90, 200, 400):
            with self.subTest(megabytes=more):
                server = self.server(**{"max-bytes": 100_000_000})
                server.send(did_open("file:///w/small.py", SLOW))
                self.assertEqual(codes(server.pull("file:///w/small.py")), ["list-pop0"])
                server.limit_memory(more << 20)
                server.send(did_open("file:///w/large.py", text))
                answer = server.ask("textDocument/diagnostic", {"textDocument": {"uri": "file:///w/large.py"}})
                self.assertTrue("result" in answer or "error" in answer)
                server.unlimit_memory()
                self.works(server)

    def test_what_is_freed_is_given_back_at_rest(self):
        server = self.server()
        before = server.status("VmRSS")
        uris = [f"file:///w/{i}.py" for i in range(20)]
        server.send(*[did_open(uri, SLOW * 500) for uri in uris])
        for uri in uris:
            server.pull(uri)
        full = server.status("VmRSS")
        server.send(*[notification("textDocument/didClose", {"textDocument": {"uri": uri}}) for uri in uris])
        deadline = time.monotonic() + PATIENCE
        while server.status("VmRSS") - before > (full - before) / 3 and time.monotonic() < deadline:
            time.sleep(0.1)
        self.assertLessEqual(server.status("VmRSS") - before, (full - before) / 3)
        self.works(server)

    def test_the_words(self):
        server = self.server()
        server.send(did_open("file:///w/small.py", SLOW))
        self.assertEqual(codes(server.pull("file:///w/small.py")), ["list-pop0"])
        server.limit_memory(1 << 20)
        server.send(did_open("file:///w/large.py", 40 * 2**20 * "#"))
        shown = server.until(lambda message: message.get("method") == "window/showMessage")["params"]["message"]
        self.assertRegex(shown, "no memory")
        server.unlimit_memory()
        self.works(server)


class Logs(InServer):
    def test_a_full_disk_costs_the_log_only(self):
        server = self.server("--log-file=/dev/full", "--log-messages=/dev/full", "--trace=/dev/full")
        self.works(server)
        self.assertEqual(server.words().count("a log cannot be written: No space left on device"), 2)

    def test_a_log_that_cannot_be_opened(self):
        for option in ("--log-file", "--log-messages", "--record", "--trace"):
            done = subprocess.run([BINARY, "lsp", f"{option}=/no/such/file"], stdin=subprocess.DEVNULL,
                                  capture_output=True, timeout=PATIENCE)
            self.assertEqual(done.returncode, 2)
            self.assertIn("cannot open /no/such/file", done.stderr.decode())


class OnDisk(unittest.TestCase):
    def setUp(self):
        # A folder and a program that another user may use, too.
        self.folder = tempfile.mkdtemp(prefix="perfhint-faults-")
        self.addCleanup(shutil.rmtree, self.folder)
        os.chmod(self.folder, 0o755)
        self.file = self.write("slow.py", SLOW)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def read(self, path):
        with open(path, encoding="utf-8") as file:
            return file.read()

    def run_perfhint(self, *words, **more):
        done = subprocess.run([BINARY, *words], capture_output=True, timeout=PATIENCE, cwd=self.folder, **more)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def test_a_fix_keeps_the_mode(self):
        os.chmod(self.file, 0o754)
        self.assertEqual(self.run_perfhint("check", "--fix", self.file)[0], 0)
        self.assertEqual(self.read(self.file), FAST)
        self.assertEqual(stat.S_IMODE(os.stat(self.file).st_mode), 0o754)
        self.assertEqual(os.listdir(self.folder), ["slow.py"])

    def test_no_room_for_a_fix(self):
        def no_room():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))

        code, _, err = self.run_perfhint("check", "--fix", self.file, preexec_fn=no_room, restore_signals=False)
        self.assertEqual(code, 2)
        self.assertIn("is not written: cannot write beside it", err)
        self.assertIn("File too large", err)
        self.assertEqual(self.read(self.file), SLOW)
        self.assertEqual(os.listdir(self.folder), ["slow.py"])

    def test_killed_while_it_writes(self):
        def killed():  # by SIGXFSZ, in the middle of the first write
            resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

        code, _, _ = self.run_perfhint("check", "--fix", self.file, preexec_fn=killed)
        self.assertEqual(code, -signal.SIGXFSZ)
        self.assertEqual(self.read(self.file), SLOW)

    def test_no_room_for_a_baseline(self):
        baseline = self.write("baseline.json", "{}")

        def no_room():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))

        code, _, err = self.run_perfhint("check", "--write-baseline", baseline, self.file, preexec_fn=no_room,
                                         restore_signals=False)
        self.assertEqual(code, 2)
        self.assertIn("baseline.json: is not written", err)
        self.assertEqual(self.read(baseline), "{}")
        self.assertEqual(sorted(os.listdir(self.folder)), ["baseline.json", "slow.py"])

    def test_no_room_for_the_hints(self):
        with open("/dev/full", "w") as full:
            for words in (["check", self.file], ["check", "--format=json", self.file]):
                done = subprocess.run([BINARY, *words], stdout=full, stderr=subprocess.PIPE, timeout=PATIENCE)
                self.assertEqual(done.returncode, 2)
                self.assertIn("stdout cannot be written: No space left on device", done.stderr.decode())

    def test_unreadable_files_and_folders(self):
        program = shutil.copy(BINARY, os.path.join(self.folder, "perfhint"))
        secret = self.write("secret.py", SLOW)
        os.chmod(secret, 0)
        os.mkdir(os.path.join(self.folder, "closed"), 0)
        nobody = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        done = subprocess.run([program, "check", "."], capture_output=True, timeout=PATIENCE, cwd=self.folder, **nobody)
        self.assertEqual(done.returncode, 2)
        self.assertIn("secret.py: cannot be read", done.stderr.decode())
        self.assertIn("closed: cannot be read", done.stderr.decode())
        self.assertIn("slow.py:4:15", done.stdout.decode())
        os.chmod(self.folder, 0o555)  # nothing can be written beside it
        done = subprocess.run([program, "check", "--fix", "slow.py"], capture_output=True, timeout=PATIENCE,
                              cwd=self.folder, **nobody)
        os.chmod(self.folder, 0o755)
        self.assertEqual(done.returncode, 2)
        self.assertIn("cannot write beside it", done.stderr.decode())
        self.assertEqual(self.read(self.file), SLOW)

    def test_loops_of_links(self):
        os.symlink(".", os.path.join(self.folder, "loop"))
        os.symlink("self.py", os.path.join(self.folder, "self.py"))
        os.symlink("b", os.path.join(self.folder, "a"))
        os.symlink("a", os.path.join(self.folder, "b"))
        code, out, err = self.run_perfhint("check", ".")
        self.assertEqual((code, err), (1, ""))
        self.assertIn("Found 1 hint in 1 file", out)
        for name in ("self.py", "a"):
            self.assertEqual(self.run_perfhint("check", name)[0], 2)
        server = Server()
        self.addCleanup(server.kill)
        server.ask("initialize", {"processId": None, "rootUri": "file://" + self.folder, "capabilities": PULLS})
        server.send(notification("initialized"))
        server.send(did_open(f"file://{self.folder}/self.py", SLOW))
        self.assertEqual(codes(server.pull(f"file://{self.folder}/self.py")), ["list-pop0"])
        self.assertEqual(server.leave(), 0)
        self.assertIn("1 modules indexed", server.words())

    def test_files_that_change_while_they_are_read(self):
        paths = [self.write(f"m{i}.py", 40 * SLOW) for i in range(40)]
        over = threading.Event()

        def meddle():
            turn = 0
            while not over.is_set():
                for path in paths:
                    turn += 1
                    if turn % 3 == 0:
                        os.truncate(path, turn % 1000) if os.path.exists(path) else None
                    elif turn % 3 == 1:
                        with open(path, "a") as file:
                            file.write(turn % 50 * SLOW)
                    else:
                        os.replace(self.write("new", SLOW), path)
                        if turn % 5 == 0:
                            os.remove(path)

        meddler = threading.Thread(target=meddle)
        meddler.start()
        try:
            for words in 8 * (["check", "-q", "."], ["check", "-q", "--diff", "."], ["check", "-q", "--fix", "."]):
                code, _, err = self.run_perfhint(*words)
                self.assertIn(code, (0, 1, 2), err)
                for line in err.splitlines():
                    self.assertRegex(line, r"^perfhint: \S+: (cannot be read|is not written|no such file)")
        finally:
            over.set()
            meddler.join()
        left = [name for name in os.listdir(self.folder) if ".perfhint-" in name]
        self.assertEqual(left, [])


class Clocks(unittest.TestCase):
    def test_only_the_log_asks_for_the_time_of_day(self):
        wall = re.compile(r"system_clock|gettimeofday|\btime\((NULL|nullptr|0|&)|CLOCK_REALTIME|high_resolution_clock")
        found = set()
        for top in ("server", "analysis", "protocol"):
            for folder, _, names in os.walk(os.path.join(ROOT, top)):
                for name in names:
                    if name.endswith((".cpp", ".h")):
                        with open(os.path.join(folder, name), encoding="utf-8") as file:
                            if wall.search(file.read()):
                                found.add(name)
        self.assertEqual(found, {"log.cpp"})


if __name__ == "__main__":
    unittest.main()
