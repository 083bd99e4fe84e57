"""A client's end of a running server: messages out and in over its pipes, and answers to the server's own requests."""
import json
import subprocess


class Peer:
    def __init__(self, command, answers):
        """`answers`: what the server's requests are told, by their method: a function of the params."""
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.answers, self.last_id, self.waiting = answers, 0, []
        self.notified = []  # (method, params), in their order

    def write(self, message):
        body = json.dumps(dict(message, jsonrpc="2.0"), ensure_ascii=False).encode("utf-8")
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def read(self):
        """The next message; what the server asks for is answered first."""
        length = None
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise EOFError("the server has gone")
            if line == b"\r\n":
                break
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message = json.loads(self.process.stdout.read(length))
        if "method" in message and "id" in message:
            self.write({"id": message["id"], "result": self.answers[message["method"]](message.get("params"))})
        elif "method" in message:
            self.notified.append((message["method"], message["params"]))
        return message

    def notify(self, method, params=None):
        self.write({"method": method} if params is None else {"method": method, "params": params})

    def send(self, method, params=None):
        """A request whose answer is waited for later; its id."""
        self.last_id += 1
        message = {"id": self.last_id, "method": method}
        self.write(message if params is None else dict(message, params=params))
        return self.last_id

    def answer(self, identity):
        """The result of that request, or its error as an exception."""
        while True:
            message = self.read()
            if "method" not in message and message["id"] == identity:
                if "error" in message:
                    raise RuntimeError(f"{message['error']}")
                return message["result"]

    def request(self, method, params=None):
        return self.answer(self.send(method, params))

    def published(self, uri, wanted=lambda params: True):
        """The next pushed hints of the document that are wanted."""
        while True:
            while self.notified:
                method, params = self.notified.pop(0)
                if method == "textDocument/publishDiagnostics" and params["uri"] == uri and wanted(params):
                    return params
            self.read()

    def end(self):
        """Shuts the server down; its exit code."""
        self.request("shutdown")
        self.notify("exit")
        self.process.stdin.close()
        return self.process.wait()
