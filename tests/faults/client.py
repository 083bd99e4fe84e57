"""A client of the real server, over its stdin and stdout or any socket; and what a test asks of the server's process."""
import contextlib
import json
import os
import queue
import resource
import signal
import socket
import subprocess
import tempfile
import threading

BINARY = os.environ.get("PERFHINT_BINARY") or os.path.join(os.path.dirname(__file__), "../../build/release/perfhint")
PATIENCE = 60  # seconds, until a test that waits has failed; nothing is measured by it


def framed(message):
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def request(id, method, params=None):
    return {"jsonrpc": "2.0", "id": id, "method": method, "params": params or {}}


def notification(method, params=None):
    return {"jsonrpc": "2.0", "method": method, "params": params or {}}


def did_open(uri, text, version=1):
    item = {"uri": uri, "languageId": "python", "version": version, "text": text}
    return notification("textDocument/didOpen", {"textDocument": item})


class Server:
    """A running `perfhint lsp`. A thread reads what it sends, unless `reads` is false."""

    def __init__(self, *arguments, connect=None, reads=True, environment=None):
        self.log = tempfile.NamedTemporaryFile(prefix="perfhint-log-")
        self.process = subprocess.Popen([BINARY, "lsp", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=self.log, bufsize=0, env=environment)
        if connect is None:
            self.to, self.source, self.stream = self.process.stdin, self.process.stdout, None
        else:
            self.stream = connect()
            self.to = self.source = self.stream.makefile("rwb", 0)
        self.messages = queue.Queue()
        self.last_id = 0
        if reads:
            self.read()

    def read(self):
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        source = os.fdopen(os.dup(self.source.fileno()), "rb")
        with source, contextlib.suppress(OSError, ValueError):
            while header := source.readline():
                length = int(header.split(b":")[1])
                assert source.readline() == b"\r\n"
                self.messages.put(json.loads(source.read(length)))
        self.messages.put(None)

    # Talking.
    def send(self, *messages):
        self.raw(b"".join(framed(message) for message in messages))

    def raw(self, data):
        view = memoryview(data)
        while view:
            view = view[self.to.write(view):]

    def receive(self):
        return self.messages.get(timeout=PATIENCE)

    def until(self, wanted):
        """The next message that is wanted; those before it are dropped."""
        while True:
            message = self.receive()
            if message is None:
                raise EOFError(f"the server ended: {self.words()}")
            if wanted(message):
                return message

    def answer(self, id):
        return self.until(lambda message: message.get("id") == id and "method" not in message)

    def ask(self, method, params=None):
        self.last_id += 1
        self.send(request(self.last_id, method, params))
        return self.answer(self.last_id)

    def initialize(self, **capabilities):
        params = {"processId": None, "rootUri": None, "capabilities": capabilities}
        result = self.ask("initialize", params)
        self.send(notification("initialized"))
        return result

    def pull(self, uri):
        return self.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})["result"]["items"]

    def hover(self, uri, line=0, character=0):
        return self.ask("textDocument/hover", {"textDocument": {"uri": uri},
                                               "position": {"line": line, "character": character}})

    # Ending.
    def leave(self):
        self.ask("shutdown")
        self.send(notification("exit"))
        return self.end()

    def end(self):
        """The exit code, once the server has ended."""
        code = self.process.wait(PATIENCE)
        for stream in (self.process.stdin, self.process.stdout, self.to, self.stream):
            if stream:
                stream.close()
        return code

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.end()

    # Its process.
    def words(self):
        """Its log."""
        with open(self.log.name, encoding="utf-8") as log:
            return log.read()

    def status(self, key):
        """A line of /proc/PID/status, as a number: bytes, or how many."""
        with open(f"/proc/{self.process.pid}/status") as status:
            words = next(line for line in status if line.startswith(key + ":")).split()
        return int(words[1]) * (1024 if words[-1] == "kB" else 1)

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def limit_memory(self, more):
        """From now on it gets `more` bytes of address space, no more."""
        hard = resource.prlimit(self.process.pid, resource.RLIMIT_AS)[1]
        resource.prlimit(self.process.pid, resource.RLIMIT_AS, (self.status("VmSize") + more, hard))

    def unlimit_memory(self):
        hard = resource.prlimit(self.process.pid, resource.RLIMIT_AS)[1]
        resource.prlimit(self.process.pid, resource.RLIMIT_AS, (hard, hard))


def listening(family=socket.AF_INET, address=("127.0.0.1", 0)):
    """A socket at which a server's call is waited for, and the function that takes it."""
    listener = socket.socket(family)
    listener.bind(address)
    listener.listen(1)
    listener.settimeout(PATIENCE)

    def accept():
        stream = listener.accept()[0]
        listener.close()
        return stream

    return listener, accept


def die_by(signal_number):
    return 128 + signal_number


SIGTERM_CODE, SIGINT_CODE = die_by(signal.SIGTERM), die_by(signal.SIGINT)
