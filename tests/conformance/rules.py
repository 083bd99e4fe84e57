"""What single methods promise beyond their types: capability gating, places in texts, edits, versions, progress.

Four tables at the end tell which function looks at which message.
"""
import json

from model import short

CHANGES = "workspace.workspaceEdit.documentChanges"


def place(position):
    return position["line"], position["character"]


# initialize and registration

def check_initialize(session, _request, result):
    encoding = result["capabilities"].get("positionEncoding")
    asked = session.client_has("general.positionEncodings") or ["utf-16"]
    session.encoding = encoding or "utf-16"
    if encoding and encoding not in asked:
        session.report("encoding", "$.msg.result.capabilities.positionEncoding", f"{encoding} is not among {asked}")
    if isinstance(result["capabilities"].get("codeActionProvider"), dict):
        session.need("textDocument.codeAction.codeActionLiteralSupport", "$.msg.result.capabilities.codeActionProvider",
                     "options given", "warning")
    commands = (result["capabilities"].get("executeCommandProvider") or {}).get("commands", [])
    if len(set(commands)) != len(commands):
        session.report("capability", "$.msg.result.capabilities.executeCommandProvider.commands", "a command is listed twice")


def offered(session, method, definition):
    value = session.server
    for key in (definition.get("serverCapability") or "?").split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value not in (None, False) or method in session.registered.values()


def registration_capability(method, definition):
    """The client's announcement that lets a server register the method; None where none is needed."""
    if method.startswith(("textDocument/did", "textDocument/will")):
        return "textDocument.synchronization"
    if method == "workspace/didChangeWorkspaceFolders":
        return None
    special = {"notebookDocument/sync": "notebookDocument.synchronization", "workspace/diagnostic": "textDocument.diagnostic"}
    return special.get(method, definition.get("clientCapability"))


def check_registration(session, params):
    for i, item in enumerate(params["registrations"]):
        path, method = f"$.msg.params.registrations[{i}]", item["method"]
        if item["id"] in session.registered:
            session.report("registration", path + ".id", f"{short(item['id'])} is registered already")
        session.registered[item["id"]] = method
        definitions = list(session.model.requests.values()) + list(session.model.notifications.values())
        definition = next((d for d in definitions if method in (d["method"], d.get("registrationMethod"))), None)
        if definition is None:
            session.report("registration", path + ".method", f"{method} is not in the protocol")
            continue
        if "registrationOptions" in definition and "registerOptions" in item:
            session.shape(item["registerOptions"], definition["registrationOptions"], path + ".registerOptions")
        capability = registration_capability(method, definition)
        if capability:
            session.need(capability + ".dynamicRegistration", path, f"{method} registered")


def check_unregistration(session, params):
    for i, item in enumerate(params["unregisterations"]):
        if session.registered.pop(item["id"], None) is None:
            session.report("registration", f"$.msg.params.unregisterations[{i}].id", f"{short(item['id'])} is not registered")


def check_server_request(session, method, definition, params):
    if method == "client/registerCapability":
        if params:
            check_registration(session, params)
        return
    if method == "client/unregisterCapability":
        if params:
            check_unregistration(session, params)
        return
    capability = definition.get("clientCapability")
    if method == "workspace/codeLens/refresh":
        capability = "workspace.codeLens.refreshSupport"
    if capability and method != "window/showMessageRequest":
        session.need(capability, "$.msg.method", f"{method} sent")
    if params and method == "workspace/applyEdit":
        check_workspace_edit(session, params["edit"], {}, "$.msg.params.edit")
    if params and method == "window/workDoneProgress/create":
        session.progress[params["token"]] = "created"


# documents

def open_document(session, params):
    document = params["textDocument"]
    session.open(document["uri"], document["version"], document["text"])


def change_document(session, params):
    document = session.documents.get(params["textDocument"]["uri"])
    if document is None:
        session.report("document", "$.msg.params.textDocument.uri", "not open")
        return
    document.change(params["textDocument"]["version"], params["contentChanges"], session.encoding)


def close_document(session, params):
    session.close(params["textDocument"]["uri"])


def open_notebook(session, params):
    for cell in params["cellTextDocuments"]:
        session.open(cell["uri"], cell["version"], cell["text"])


def change_notebook(session, params):
    cells = params["change"].get("cells") or {}
    structure = cells.get("structure") or {}
    for cell in structure.get("didClose", []):  # first: one that changes its language is opened again
        session.close(cell["uri"])
    for cell in structure.get("didOpen", []):
        session.open(cell["uri"], cell["version"], cell["text"])
    for content in cells.get("textContent", []):
        change_document(session, {"textDocument": content["document"], "contentChanges": content["changes"]})


def close_notebook(session, params):
    for cell in params["cellTextDocuments"]:
        session.close(cell["uri"])


# diagnostics

def check_diagnostics(session, diagnostics, texts, versions, path, announced):
    """`announced` is where the client says what it takes; before 3.18 clients said it for pushed diagnostics only."""
    can = dict(session.client_has("textDocument.publishDiagnostics") or {}, **(session.client_has(announced) or {}))
    gates = {"codeDescription": "codeDescriptionSupport", "relatedInformation": "relatedInformation", "data": "dataSupport"}
    tags = (can.get("tagSupport") or {}).get("valueSet", [])
    for i, diagnostic in enumerate(diagnostics):
        here = f"{path}[{i}]"
        session.check_range(diagnostic["range"], texts, here + ".range")
        for key, gate in gates.items():
            if key in diagnostic and not can.get(gate):
                session.report("capability", f"{here}.{key}", f"the client did not announce {announced}.{gate}", "warning")
        for tag in diagnostic.get("tags", []):
            if tag not in tags:
                session.report("capability", here + ".tags", f"tag {tag} is not in the client's valueSet", "warning")
        if isinstance(diagnostic["message"], dict) and not can.get("markupMessageSupport"):
            session.report("capability", here + ".message", f"the client did not announce {announced}.markupMessageSupport")
        if diagnostic["message"] == "":
            session.report("diagnostic", here + ".message", "empty")
        for j, related in enumerate(diagnostic.get("relatedInformation", [])):
            about = related["location"]["uri"]
            session.check_range(related["location"]["range"], session.texts(about, versions), f"{here}.relatedInformation[{j}].location.range")


def check_published(session, params):
    uri, version = params["uri"], params.get("version")
    document = session.documents.get(uri)
    texts = session.texts(uri, {})
    if version is not None:
        if not session.client_has("textDocument.publishDiagnostics.versionSupport"):
            session.report("capability", "$.msg.params.version",
                           "the client did not announce textDocument.publishDiagnostics.versionSupport", "warning")
        if document is not None:
            texts = check_published_version(session, document, version)
    if uri in session.pulled and params["diagnostics"]:
        session.report("diagnostic", "$.msg.params.diagnostics", "pushed, but the client pulls them: shown twice", "warning")
    check_diagnostics(session, params["diagnostics"], texts, {}, "$.msg.params.diagnostics", "textDocument.publishDiagnostics")


def check_published_version(session, document, version):
    text = document.at(version)
    if text is None:
        session.report("document", "$.msg.params.version", f"version {version} was never sent, {document.version} is the latest")
    elif document.published is not None and version < document.published:
        session.report("document", "$.msg.params.version", f"version {version} after {document.published} was published")
    document.published = version
    return [] if text is None else [text]


def check_pulled(session, request, result):
    uri = request.params["textDocument"]["uri"]
    session.pulled.add(uri)
    if result["kind"] == "full":
        check_diagnostics(session, result["items"], session.texts(uri, request.versions), request.versions, "$.msg.result.items",
                          "textDocument.diagnostic")
    elif not request.params.get("previousResultId"):
        session.report("diagnostic", "$.msg.result.kind", "unchanged, but the client named no previous result")
    if result.get("relatedDocuments"):
        session.need("textDocument.diagnostic.relatedDocumentSupport", "$.msg.result.relatedDocuments", "given", "warning")


def check_workspace_reports(session, reports, known, path):
    """`known`: the result ids that the client named, by URI."""
    for i, report in enumerate(reports):
        here, uri = f"{path}[{i}]", report["uri"]
        document = session.documents.get(uri)
        texts = []  # of what is on disk
        if report["version"] is not None:
            texts = [one.at(report["version"]) for one in (document, session.closed.get(uri)) if one is not None]
            texts = [text for text in texts if text is not None]
            if not texts:
                session.report("document", here + ".version", f"version {report['version']} was never sent")
        if report["kind"] == "full":
            check_diagnostics(session, report["items"], texts, {}, here + ".items", "textDocument.diagnostic")
        elif known.get(uri) != report["resultId"]:
            session.report("diagnostic", here + ".resultId", "unchanged, but the client named another result, or none")


def known_results(params):
    return {previous["uri"]: previous["value"] for previous in params["previousResultIds"]}


def check_workspace_pulled(session, request, result):
    if result["items"] and "partialResultToken" in request.params:
        session.report("progress", "$.msg.result.items", "the client wants partial results, the answer is not empty", "warning")
    check_workspace_reports(session, result["items"], known_results(request.params), "$.msg.result.items")
    uris = [report["uri"] for report in result["items"]]
    if len(set(uris)) != len(uris):
        session.report("diagnostic", "$.msg.result.items", "a document has two reports")


def check_workspace_part(session, request, value):
    if session.shape(value, {"kind": "reference", "name": "WorkspaceDiagnosticReportPartialResult"}, "$.msg.params.value"):
        check_workspace_reports(session, value["items"], known_results(request.params), "$.msg.params.value.items")


# edits and code actions

def check_edits(session, uri, edits, versions, path):
    texts = session.texts(uri, versions)
    for i, edit in enumerate(edits):
        session.check_range(edit["range"], texts, f"{path}[{i}].range")
    spans = sorted((place(e["range"]["start"]), place(e["range"]["end"])) for e in edits)
    for before, after in zip(spans, spans[1:]):
        if after[0] < before[1]:
            session.report("edit", path, f"edits overlap at line {after[0][0]}, character {after[0][1]}")


def check_document_change(session, change, annotations, versions, path):
    if "kind" in change:
        operations = session.client_has("workspace.workspaceEdit.resourceOperations") or []
        if change["kind"] not in operations:
            session.report("capability", path, f"the client cannot {change['kind']} files")
        return
    uri, version = change["textDocument"]["uri"], change["textDocument"]["version"]
    document = session.documents.get(uri)
    if version is not None and document and version not in (document.version, versions.get(uri)):
        session.report("edit", path + ".textDocument.version", f"version {version}, but the client has {document.version}")
    for i, edit in enumerate(change["edits"]):
        if "snippet" in edit:
            session.need("workspace.workspaceEdit.snippetEditSupport", f"{path}.edits[{i}]", "snippet given")
        if "annotationId" in edit and edit["annotationId"] not in annotations:
            session.report("edit", f"{path}.edits[{i}].annotationId", f"{short(edit['annotationId'])} is not annotated")
    check_edits(session, uri, change["edits"], versions, path + ".edits")


def check_workspace_edit(session, edit, versions, path):
    annotations = edit.get("changeAnnotations") or {}
    if annotations:
        session.need("workspace.workspaceEdit.changeAnnotationSupport", path + ".changeAnnotations", "given")
    for uri, edits in (edit.get("changes") or {}).items():
        check_edits(session, uri, edits, versions, f"{path}.changes[{json.dumps(uri)}]")
    if "documentChanges" in edit:
        session.need(CHANGES, path + ".documentChanges", "given")
        if "changes" in edit:
            session.report("edit", path, "changes beside documentChanges", "warning")
    for i, change in enumerate(edit.get("documentChanges") or []):
        check_document_change(session, change, annotations, versions, f"{path}.documentChanges[{i}]")


def lazy_properties(session):
    return session.client_has("textDocument.codeAction.resolveSupport.properties") or []


def check_code_actions(session, request, result):
    can = session.client_has("textDocument.codeAction") or {}
    only = request.params["context"].get("only")
    preferred = set()
    for i, action in enumerate(result or []):
        path = f"$.msg.result[{i}]"
        if isinstance(action.get("command"), str):
            continue  # a Command, not a CodeAction
        if not can.get("codeActionLiteralSupport"):
            session.report("capability", path, "the client did not announce codeAction.codeActionLiteralSupport")
        kind = action.get("kind", "")
        if only and not any(k == "" or kind == k or kind.startswith(k + ".") for k in only):
            session.report("only", path + ".kind", f"{short(kind)} is not within {only}")
        for key, gate in (("disabled", "disabledSupport"), ("data", "dataSupport"), ("isPreferred", "isPreferredSupport")):
            if key in action and not can.get(gate):
                session.report("capability", f"{path}.{key}", f"the client did not announce codeAction.{gate}", "warning")
        check_effect(session, action, path)
        if action.get("isPreferred") and kind.startswith("quickfix"):
            for diagnostic in action.get("diagnostics", []):
                key = json.dumps([diagnostic["range"], diagnostic.get("code"), diagnostic["message"]], sort_keys=True)
                if key in preferred:
                    session.report("code-action", path + ".isPreferred", "a second preferred fix of one diagnostic", "warning")
                preferred.add(key)
        if "edit" in action:
            check_workspace_edit(session, action["edit"], request.versions, path + ".edit")


def check_effect(session, action, path):
    if "disabled" in action:
        if "edit" in action:
            session.report("code-action", path, "disabled, but carries an edit", "warning")
    elif "edit" not in action and "command" not in action:
        if "data" not in action:
            session.report("code-action", path, "does nothing: no edit, no command, nothing to resolve")
        elif not lazy_properties(session):
            session.report("capability", path, "left to resolve, but the client resolves nothing")


def check_resolved_action(session, request, result):
    lazy = lazy_properties(session)
    for key in sorted(set(request.params) | set(result)):
        if key not in lazy and key != "data" and request.params.get(key) != result.get(key):
            session.report("resolve", f"$.msg.result.{key}", f"changed, but the client resolves {lazy} only")
    if "edit" in result and result["edit"] != request.params.get("edit"):  # else it is the client's own, of any age
        check_workspace_edit(session, result["edit"], request.versions, "$.msg.result.edit")


# hovers, inlay hints, lenses

def check_hover(session, request, result):
    if result is None:
        return
    formats = session.client_has("textDocument.hover.contentFormat")
    contents = result["contents"]
    if formats and isinstance(contents, dict) and contents.get("kind", formats[0]) not in formats:
        session.report("capability", "$.msg.result.contents.kind", f"{contents['kind']} is not among {formats}")
    if "range" in result:
        span, texts = result["range"], session.texts(request.params["textDocument"]["uri"], request.versions)
        session.check_range(span, texts, "$.msg.result.range")
        asked = [text.clamped(request.params["position"], session.encoding) for text in texts] or [request.params["position"]]
        if not any(place(span["start"]) <= place(position) <= place(span["end"]) for position in asked):
            session.report("position", "$.msg.result.range", "does not hold the place asked about", "warning")


def check_inlay_hints(session, request, result):
    texts = session.texts(request.params["textDocument"]["uri"], request.versions)
    asked = request.params["range"]
    for i, hint in enumerate(result or []):
        path, position = f"$.msg.result[{i}]", hint["position"]
        session.check_range({"start": position, "end": position}, texts, path + ".position")
        if not hint["label"]:
            session.report("inlay-hint", path + ".label", "empty")
        if not asked["start"]["line"] <= position["line"] <= asked["end"]["line"]:
            session.report("inlay-hint", path + ".position", "outside the lines asked about", "warning")


def check_lenses(session, request, result):
    texts = session.texts(request.params["textDocument"]["uri"], request.versions)
    for i, lens in enumerate(result or []):
        session.check_range(lens["range"], texts, f"$.msg.result[{i}].range")


def check_resolved_lens(session, request, result):
    if "command" not in result:
        session.report("resolve", "$.msg.result.command", "a resolved lens has a command")
    if request.params["range"] != result["range"]:
        session.report("resolve", "$.msg.result.range", "changed")


# progress

def note_tokens(session, params, identity):
    if isinstance(params, dict):
        if "workDoneToken" in params:
            session.progress[params["workDoneToken"]] = "created"
            session.work_of[params["workDoneToken"]] = identity
        if "partialResultToken" in params:
            session.progress[params["partialResultToken"]] = "partial"


def check_progress(session, params):
    token, value = params["token"], params["value"]
    state = session.progress.get(token)
    if state is None:
        session.report("progress", "$.msg.params.token", f"{short(token)} was neither created nor given by the client")
    if state == "partial":
        waiting = [r for r in session.pending["c2s"].values() if (r.params or {}).get("partialResultToken") == token]
        if not waiting:
            session.report("progress", "$.msg.params.token", f"a part of what is answered already: {short(token)}")
        for request in waiting:
            if request.method in PARTS:
                PARTS[request.method](session, request, value)
    if state in (None, "partial"):
        return
    if token in session.work_of and session.work_of[token] not in session.pending["c2s"]:
        session.report("progress", "$.msg.params.token", f"of a request that is answered already: {short(token)}")
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind not in ("begin", "report", "end"):
        session.report("progress", "$.msg.params.value.kind", f"begin, report or end wanted, {short(kind)} found")
        return
    if not session.shape(value, {"kind": "reference", "name": "WorkDoneProgress" + kind.capitalize()}, "$.msg.params.value"):
        return
    if state != ("created" if kind == "begin" else "begun"):
        session.report("progress", "$.msg.params.value.kind", f"{kind} of a progress that is {state}")
    if kind != "report":
        session.progress[token] = "begun" if kind == "begin" else "ended"


def check_heat(session, params):
    session.need("experimental.perfhint.heat", "$.msg.method", "heat is told")
    for i, line in enumerate(params["lines"]):
        if not 1 <= line["heat"] <= 5:
            session.report("range", f"$.msg.params.lines[{i}].heat", f"1 to 5 wanted, {line['heat']} found")


NOTIFICATIONS = {
    "textDocument/didOpen": open_document,
    "textDocument/didChange": change_document,
    "textDocument/didClose": close_document,
    "notebookDocument/didOpen": open_notebook,
    "notebookDocument/didChange": change_notebook,
    "notebookDocument/didClose": close_notebook,
    "textDocument/publishDiagnostics": check_published,
    "$/progress": check_progress,
    "perfhint/publishHeat": check_heat,
}

PARTS = {"workspace/diagnostic": check_workspace_part}

RESULTS = {
    "initialize": check_initialize,
    "textDocument/diagnostic": check_pulled,
    "workspace/diagnostic": check_workspace_pulled,
    "textDocument/codeAction": check_code_actions,
    "codeAction/resolve": check_resolved_action,
    "textDocument/hover": check_hover,
    "textDocument/inlayHint": check_inlay_hints,
    "textDocument/codeLens": check_lenses,
    "codeLens/resolve": check_resolved_lens,
}
