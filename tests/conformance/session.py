"""A recorded session, message by message: envelopes, pairing, lifecycle. What single methods promise is in rules.py.

Findings blame the sender; the server's are what matters here, the client's are kept for those who ask.
"""
import json
from typing import NamedTuple

from documents import Document
from model import INT_MAX, INT_MIN, json_kind, short
import rules

SIDES = {"c2s": "client", "s2c": "server"}
OTHER = {"c2s": "s2c", "s2c": "c2s"}
BEFORE_INITIALIZED = {"window/showMessage", "window/logMessage", "window/showMessageRequest", "telemetry/event", "$/progress"}
METHOD_NOT_FOUND = -32601


class Finding(NamedTuple):
    line: int
    side: str
    severity: str
    rule: str
    path: str
    text: str

    def __str__(self):
        return f"{self.line}: {self.severity} [{self.rule}] {self.path}: {self.text}"


class Pending(NamedTuple):
    method: str
    params: object
    line: int
    versions: dict  # the open documents when the request came: uri -> version


def at(value, dotted):
    """value.a.b.c, or None."""
    for key in dotted.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


class Session:
    def __init__(self, model):
        self.model = model
        self.findings = []
        self.line = 0
        self.sender = None
        self.stage = "new"  # new, initializing, running, shut down, exited
        self.client = {}  # capabilities
        self.server = {}
        self.encoding = "utf-16"
        self.pending = {"c2s": {}, "s2c": {}}
        self.used_ids = {"c2s": set(), "s2c": set()}
        self.documents = {}
        self.closed = {}  # uri -> the document that was closed last: answers may still be about it
        self.registered = {}  # registration id -> method
        self.progress = {}  # token -> created, begun, ended; "partial" for partial results
        self.work_of = {}  # token of work done -> the client's request that gave it
        self.pulled = set()  # documents whose diagnostics were pulled
        self.messages = 0

    # What rules may ask and say.
    def report(self, rule, path, text, severity="error", side=None):
        self.findings.append(Finding(self.line, side or SIDES[self.sender], severity, rule, path, text))

    def client_has(self, dotted):
        return at(self.client, dotted)

    def need(self, dotted, path, what, severity="error"):
        if not self.client_has(dotted):
            self.report("capability", path, f"{what}, but the client did not announce {dotted}", severity)

    def shape(self, value, kind, path):
        """Check a type; true when sound enough for the rules to read on."""
        faults = self.model.faults(value, kind, path)
        for fault in faults:
            self.report(fault.rule, fault.path, fault.text)
        return all(f.rule in ("unknown-key", "enum", "uri") for f in faults)

    # Messages.
    def feed(self, line, record):
        self.line = line
        if not isinstance(record, dict) or record.get("dir") not in SIDES or "msg" not in record:
            raise ValueError(f'line {line}: {{"dir": "c2s" or "s2c", "msg": ...}} wanted')
        self.sender, message = record["dir"], record["msg"]
        self.messages += 1
        if not isinstance(message, dict):
            self.report("envelope", "$.msg", f"a message is an object, not {json_kind(message)}")
            return
        if message.get("jsonrpc") != "2.0":
            self.report("envelope", "$.msg.jsonrpc", f'"2.0" wanted, {short(message.get("jsonrpc"))} found')
        known = {"jsonrpc", "id", "method", "params"} if "method" in message else {"jsonrpc", "id", "result", "error"}
        for key in sorted(set(message) - known):
            self.report("envelope", f"$.msg.{key}", "no such key in this kind of message")
        if self.stage == "exited" and self.sender == "s2c" and "method" in message:  # answers to what waits may come
            self.report("lifecycle", "$.msg", "message after exit")
        if "method" not in message:
            self._response(message)
        elif not isinstance(message["method"], str):
            self.report("envelope", "$.msg.method", "string wanted")
        elif "id" in message:
            self._request(message)
        else:
            self._notification(message)

    def _definition(self, method, mine, others, what):
        found = mine.get(method)
        if found is None:
            if method in others:
                self.report("envelope", "$.msg.id", f"{method} is no {what}")
            else:
                optional = method.startswith("$/")
                self.report("unknown-method", "$.msg.method", f"{method} is no {what} of the protocol", "warning" if optional else "error")
        elif found["messageDirection"] not in ("both", "clientToServer" if self.sender == "c2s" else "serverToClient"):
            self.report("direction", "$.msg.method", f"{method} goes the other way")
        return found

    def _params(self, message, definition):
        """The params when they fit their type, else None."""
        params, kind = message.get("params"), definition.get("params")
        if kind is None:
            if params not in (None, {}, []):
                self.report("type", "$.msg.params", f"{message['method']} takes no params")
            return None
        if params is None and not self.model.faults({}, kind, ""):
            return None  # all its keys are optional: they may be left out altogether
        return params if self.shape(params, kind, "$.msg.params") else None

    def _lifecycle(self, method, is_request):
        if self.sender == "c2s":
            allowed = {
                "new": method in ("initialize", "exit"),
                "initializing": method in ("$/cancelRequest", "$/setTrace", "exit"),
                "running": method != "initialize",
                "shut down": True,
                "exited": False,
            }[self.stage]
            if not allowed:
                self.report("lifecycle", "$.msg.method", f"{method} sent to a server that is {self.stage}")
            elif self.stage == "shut down" and method != "exit":
                self.report("lifecycle", "$.msg.method", f"{method} after shutdown", "warning")
        elif self.stage in ("new", "initializing") and method not in BEFORE_INITIALIZED:
            self.report("lifecycle", "$.msg.method", f"{method} before initialize is answered")
        elif self.stage == "shut down" and is_request:
            self.report("lifecycle", "$.msg.method", f"request {method} after shutdown", "warning")

    def _request(self, message):
        method, identity = message["method"], message["id"]
        if json_kind(identity) not in ("integer", "string") or (json_kind(identity) == "integer" and not INT_MIN <= identity <= INT_MAX):
            self.report("envelope", "$.msg.id", f"integer or string wanted, {short(identity)} found")
            return
        if identity in self.pending[self.sender]:
            self.report("pairing", "$.msg.id", f"id {short(identity)} is still waiting for its answer")
        self._lifecycle(method, True)
        definition = self._definition(method, self.model.requests, self.model.notifications, "request")
        versions = {uri: document.version for uri, document in self.documents.items()}
        self.pending[self.sender][identity] = Pending(method, message.get("params"), self.line, versions)
        self.used_ids[self.sender].add(identity)
        if definition is None:
            return
        params = self._params(message, definition)
        if self.sender == "s2c":
            rules.check_server_request(self, method, definition, params)
        else:
            rules.note_tokens(self, params or {}, identity)
        if method == "initialize":
            self.client, self.stage = at(message, "params.capabilities") or {}, "initializing"
        elif method == "shutdown":
            self.stage = "shut down"

    def _notification(self, message):
        method = message["method"]
        self._lifecycle(method, False)
        definition = self._definition(method, self.model.notifications, self.model.requests, "notification")
        if definition is not None:
            params = self._params(message, definition)
            if params is not None and method in rules.NOTIFICATIONS:
                rules.NOTIFICATIONS[method](self, params)
        if method == "exit":
            self.stage = "exited"

    def _response(self, message):
        if "id" not in message:
            self.report("envelope", "$.msg", "neither method nor id")
            return
        if ("result" in message) == ("error" in message):
            self.report("envelope", "$.msg", "an answer has either a result or an error")
        identity = message["id"]
        if identity is None:
            if "error" not in message:
                self.report("envelope", "$.msg.id", "null only goes with an error about a request that could not be read")
            return
        waiting = self.pending[OTHER[self.sender]]
        hashable = json_kind(identity) in ("integer", "string")
        if not hashable or identity not in waiting:
            twice = hashable and identity in self.used_ids[OTHER[self.sender]]
            self.report("pairing", "$.msg.id", f"request {short(identity)} " + ("was answered before" if twice else "was never sent"))
            return
        request = waiting.pop(identity)
        definition = self.model.requests.get(request.method)
        if "error" in message:
            self._error(message["error"], request, definition)
        elif definition is not None and "result" in message:
            self._result(message["result"], request, definition)

    def _error(self, error, request, definition):
        if not isinstance(error, dict):
            self.report("envelope", "$.msg.error", "object wanted")
            return
        if json_kind(error.get("code")) != "integer":
            self.report("envelope", "$.msg.error.code", f"integer wanted, {short(error.get('code'))} found")
        if not isinstance(error.get("message"), str):
            self.report("envelope", "$.msg.error.message", "string wanted")
        for key in sorted(set(error) - {"code", "message", "data"}):
            self.report("envelope", f"$.msg.error.{key}", "no such key in an error")
        if definition and "errorData" in definition and "data" in error:
            self.shape(error["data"], definition["errorData"], "$.msg.error.data")
        if self.sender == "s2c" and error.get("code") == METHOD_NOT_FOUND and definition and rules.offered(self, request.method, definition):
            self.report("capability", "$.msg.error", f"{request.method} was announced, but is not found")
        if request.method == "initialize":
            self.stage = "new"

    def _result(self, result, request, definition):
        sound = self.shape(result, definition["result"], "$.msg.result")
        if request.method == "initialize":
            self.stage = "running"
            self.server = (result.get("capabilities") if isinstance(result, dict) else None) or {}
        if sound and request.method in rules.RESULTS and request.params is not None:
            if not self.model.faults(request.params, definition["params"], "") or request.method == "initialize":
                rules.RESULTS[request.method](self, request, result)

    def end(self):
        for sender, waiting in self.pending.items():
            for identity, request in waiting.items():
                self.line = request.line
                self.report("pairing", "$.msg.id", f"{request.method} {short(identity)} was never answered", side=SIDES[OTHER[sender]])
        for token, state in self.progress.items():
            if state == "begun":
                self.report("progress", "$", f"progress {short(token)} never ended", side="server")

    # Texts, for the rules.
    def texts(self, uri, versions):
        """The texts an answer may be about: the document as it was when asked, or as it is now. Empty if not open."""
        document = self.documents.get(uri)
        if document is None:
            return []
        then = [] if uri not in versions else [
            one.at(versions[uri]) for one in (document, self.closed.get(uri)) if one is not None]
        return [text for text in then if text not in (None, document.text)] + [document.text]

    def open(self, uri, version, text):
        self.documents[uri] = Document(version, text)

    def close(self, uri):
        if uri in self.documents:
            self.closed[uri] = self.documents.pop(uri)

    def check_range(self, span, texts, path):
        start, end = span["start"], span["end"]
        if (start["line"], start["character"]) > (end["line"], end["character"]):
            self.report("position", path, "starts after its end")
        problems = [[(name, text.problem(span[name], self.encoding)) for name in ("start", "end")] for text in texts]
        best = min(problems, key=lambda found: sum(p is not None for _, p in found), default=[])
        for name, problem in best:
            if problem:
                self.report("position", f"{path}.{name}", problem[1], problem[0])


def validate(model, records):
    """All findings about the records, pairs of a line number and a parsed line."""
    session = Session(model)
    for line, record in records:
        session.feed(line, record)
    session.end()
    return session


def read_log(path):
    with open(path, encoding="utf-8") as file:
        return [(number, json.loads(line)) for number, line in enumerate(file, 1) if line.strip()]

