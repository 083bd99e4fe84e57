"""stdio, sockets and pipes; clients that do not read, go away, or send more than can be computed; signals."""
import os
import select
import signal
import socket
import subprocess
import tempfile
import time
import unittest

from client import BINARY, PATIENCE, SIGINT_CODE, SIGTERM_CODE, Server, did_open, framed, listening, request

SLOW = "def drain(n: int):\n    queue = [n]\n    while queue:\n        print(queue.pop(0))\n"


class Connections(unittest.TestCase):
    def session(self, server):
        self.addCleanup(server.kill)
        server.initialize(textDocument={"diagnostic": {}})
        server.send(did_open("file:///w/a.py", SLOW))
        self.assertEqual([hint["code"] for hint in server.pull("file:///w/a.py")], ["list-pop0"])
        self.assertEqual(server.leave(), 0, server.words())

    def test_stdio(self):
        self.session(Server())
        self.session(Server("--stdio"))

    def test_sockets(self):
        for spelled in ("--socket={}", "--socket {}", "--port={}"):
            listener, accept = listening()
            self.session(Server(*spelled.format(listener.getsockname()[1]).split(), connect=accept))

    def test_pipes(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "socket")
            for words in ([f"--pipe={path}"], ["--pipe", path]):
                _, accept = listening(socket.AF_UNIX, path)
                self.session(Server(*words, connect=accept))
                os.remove(path)

    def test_no_one_waits(self):
        listener, accept = listening()
        port = listener.getsockname()[1]
        listener.close()
        for arguments, words in ((f"--socket={port}", f"cannot connect to 127.0.0.1:{port}: Connection refused"),
                                 ("--pipe=/no/such", "cannot connect to /no/such: No such file"),
                                 ("--pipe=/" + 200 * "x", "File name too long"),
                                 ("--socket=70000", "--socket")):
            done = subprocess.run([BINARY, "lsp", arguments], stdin=subprocess.DEVNULL, capture_output=True,
                                  timeout=PATIENCE)
            self.assertEqual(done.returncode, 2)
            self.assertIn(words, done.stderr.decode())
        self.assertEqual(subprocess.run([BINARY, "lsp", "--stdio", "--socket=1"], stdin=subprocess.DEVNULL,
                                        capture_output=True).returncode, 2)

    def test_it_never_listens(self):
        listener, accept = listening()
        server = Server(f"--socket={listener.getsockname()[1]}", connect=accept)
        self.addCleanup(server.kill)
        server.initialize()
        ours = {os.readlink(f"/proc/{server.process.pid}/fd/{fd}") for fd in os.listdir(f"/proc/{server.process.pid}/fd")}
        listens = set()
        for table in ("tcp", "tcp6"):
            with open(f"/proc/{server.process.pid}/net/{table}") as lines:
                rows = [line.split() for line in lines][1:]
            listens |= {f"socket:[{row[9]}]" for row in rows if row[3] == "0A"}
        self.assertFalse(ours & listens)

    def test_the_client_goes_away(self):
        listener, accept = listening()
        server = Server(f"--socket={listener.getsockname()[1]}", connect=accept)
        self.addCleanup(server.kill)
        server.initialize()
        server.stream.shutdown(socket.SHUT_RDWR)
        self.assertEqual(server.end(), 1)
        self.assertIn("the input ended", server.words())

    def test_the_clients_process_dies(self):
        client = subprocess.Popen(["sleep", "600"])
        server = Server(f"--clientProcessId={client.pid}")
        self.addCleanup(server.kill)
        server.initialize()
        client.kill()
        client.wait()
        self.assertEqual(server.end(), 1)
        self.assertIn(f"the client's process {client.pid} has ended", server.words())


class Signals(unittest.TestCase):
    def test_signals_end_it(self):
        for number, code in ((signal.SIGTERM, SIGTERM_CODE), (signal.SIGINT, SIGINT_CODE)):
            server = Server()
            self.addCleanup(server.kill)
            server.initialize()
            server.process.send_signal(number)
            self.assertEqual(server.end(), code)
            self.assertIn(f"{number.name}: the server ends", server.words())

    def test_open_requests_are_answered(self):
        server = Server("--threads=1")
        self.addCleanup(server.kill)
        server.initialize(textDocument={"diagnostic": {}})
        server.send(did_open("file:///w/a.py", 40_000 * "for i in range(9):\n    print(x.pop(0))\n"[:-1] + "\n"))
        for id in range(100, 150):
            server.send(request(id, "textDocument/diagnostic", {"textDocument": {"uri": "file:///w/a.py"}}))
        server.send(request(99, "no/such/method"))
        server.answer(99)  # all of them have come in
        server.process.send_signal(signal.SIGTERM)
        answered = set()
        while message := server.receive():
            if "id" in message and "method" not in message:
                self.assertNotIn(message["id"], answered)
                answered.add(message["id"])
        self.assertEqual(answered, set(range(100, 150)))
        self.assertEqual(server.end(), SIGTERM_CODE)

    def test_a_client_that_does_not_read_cannot_hold_it(self):
        server = Server(reads=False)
        self.addCleanup(server.kill)
        fill(server, 4_000)
        server.process.send_signal(signal.SIGTERM)
        self.assertEqual(server.end(), SIGTERM_CODE)


def fill(server, count):
    """Sends requests with large answers, and reads nothing, until the server takes no more. How many it took."""
    hints = "".join(f"def drain{i}(n: int):\n    queue = [n]\n    while queue:\n        print(queue.pop(0))\n" for i in range(300))
    server.send(request(0, "initialize", {"capabilities": {"textDocument": {"diagnostic": {"dataSupport": True}}},
                                          "initializationOptions": {"perfhint": {"max-hints": 1000}}}),
                did_open("file:///w/a.py", hints))
    data = b"".join(framed(request(id, "textDocument/diagnostic", {"textDocument": {"uri": "file:///w/a.py"}}))
                    for id in range(1, count + 1))
    os.set_blocking(server.to.fileno(), False)
    sent = 0
    while sent < len(data):
        if not select.select([], [server.to], [], 3)[1]:
            break  # three seconds without room
        sent += server.to.write(data[sent:sent + 4096]) or 0
    os.set_blocking(server.to.fileno(), True)
    server.rest = data[sent:]
    return len(data) - len(server.rest)


class NotReading(unittest.TestCase):
    count = 5_000  # of some 90 KB each

    def test_what_waits_is_bounded_and_nothing_is_lost(self):
        server = Server(reads=False)
        self.addCleanup(server.kill)
        fill(server, self.count)
        self.assertTrue(server.rest, "the server read everything that a client sent that does not read")
        self.assertLess(server.status("VmRSS"), 160 << 20)
        server.read()
        server.raw(server.rest)
        answered = set()
        while len(answered) <= self.count:
            message = server.receive()
            if "id" in message and "method" not in message:
                self.assertNotIn(message["id"], answered)
                answered.add(message["id"])
                self.assertIn("result", message)
        self.assertEqual(server.leave(), 0)

    def test_its_threads_are_not_blocked(self):
        server = Server("--log-level=verbose", reads=False)
        self.addCleanup(server.kill)
        fill(server, self.count)
        deadline = time.monotonic() + PATIENCE
        while idle_for_a_while(server.process.pid) is False and time.monotonic() < deadline:
            pass
        # Every thread waits for work, none for the client: in write() it would be "D" or in pipe_write.
        for task in os.listdir(f"/proc/{server.process.pid}/task"):
            with open(f"/proc/{server.process.pid}/task/{task}/syscall") as call:
                number = call.read().split()[0]
            self.assertNotEqual(number, "1", "a thread blocks in write()")


def idle_for_a_while(pid):
    def ticks():
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[11:13]

    before = ticks()
    time.sleep(0.5)
    return ticks() == before


if __name__ == "__main__":
    unittest.main()
