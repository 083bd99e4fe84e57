"""What an editor does with a file, a notebook or a workspace, from initialize to exit, and what must come of it."""
import os

from documents import Text, unit_count

HINT = "x in b"  # the code of the hint that every text has
SETTINGS = {"inlayHints": {"sizes": "all"}, "codeLens": {"classes": True}, "maxHints": 200, "workspaceDiagnostics": True}


def position(text, index, encoding):
    line = max(i for i, start in enumerate(text.starts) if start <= index)
    return {"line": line, "character": unit_count(text.text[text.starts[line]:index], encoding)}


class Visit:
    """One session about one text."""
    uri = "file:///w/a.py"

    def __init__(self, peer, client, params, encoding, folder):
        """`folder`: an empty one."""
        self.peer, self.encoding, self.version, self.folder = peer, encoding, 0, folder
        self.whole = client.startswith(("ale", "minimal"))  # they send whole texts
        params = dict(params, processId=None, initializationOptions={"perfhint": SETTINGS}, **self.place())
        capabilities = dict(params["capabilities"])
        capabilities["general"] = dict(capabilities.get("general") or {}, positionEncodings=sorted({encoding, "utf-16"}))
        self.server = peer.request("initialize", dict(params, capabilities=capabilities))["capabilities"]
        if self.server["positionEncoding"] != encoding:
            raise AssertionError(f"{self.server['positionEncoding']} was chosen")
        peer.notify("initialized", {})
        self.pulls = "diagnosticProvider" in self.server

    def place(self):
        """What `initialize` says of the workspace, beside what the client does."""
        return {}

    def about(self, **more):
        return dict(more, textDocument={"uri": self.uri})

    def open(self, content):
        self.text = Text(content)
        self.peer.notify("textDocument/didOpen", {"textDocument": self.item()})

    def item(self):
        return {"uri": self.uri, "languageId": "python", "version": self.version, "text": self.text.text}

    def change(self, edits):
        """One notification of all the edits: (where, text to insert), one after the other."""
        changes = []
        for index, text in edits:
            place = position(self.text, index, self.encoding)
            changes.append({"range": {"start": place, "end": place}, "text": text})
            self.text = Text(self.text.text[:index] + text + self.text.text[index:])
        self.version += 1
        self.tell_change([{"text": self.text.text}] if self.whole else changes)

    def tell_change(self, changes):
        self.peer.notify("textDocument/didChange", {"textDocument": {"uri": self.uri, "version": self.version},
                                                    "contentChanges": changes})

    def close(self):
        self.peer.notify("textDocument/didSave", self.about())
        self.peer.notify("textDocument/didClose", self.about())

    def more(self):
        """What is done with this kind of document only."""

    def end(self):
        code = self.peer.end()
        if code != 0:
            raise AssertionError(f"exit code {code}")

    def hints(self):
        """Those of the text as it is, pulled or pushed."""
        if self.pulls:
            report = self.peer.request("textDocument/diagnostic", self.about())
            again = self.peer.request("textDocument/diagnostic", self.about(previousResultId=report["resultId"]))
            if again["kind"] != "unchanged":
                raise AssertionError("the same hints came twice")
            return report["items"]
        return self.peer.published(self.uri, lambda params: params.get("version", self.version) == self.version)["diagnostics"]

    def check_places(self, hints, text=None):
        """The first of the known hints stands where the encoding counts it."""
        text = text or self.text
        index = text.text.index(HINT)
        wanted = {"start": position(text, index, self.encoding), "end": position(text, index + len(HINT), self.encoding)}
        told = [hint["range"] for hint in hints if hint["code"] == "list-membership-in-loop"]
        if wanted not in told:
            raise AssertionError(f"hints at {told[:3]}, wanted at {wanted}")

    def ask(self, hints):
        first = hints[0]["range"]
        hovers = [self.peer.request("textDocument/hover", self.about(position=place))
                  for place in (first["start"], first["end"], {"line": 0, "character": 0})]
        if hovers[0] is None:
            raise AssertionError("no hover on a hint")
        context = {"diagnostics": hints[:1]}
        for action in self.peer.request("textDocument/codeAction", self.about(range=first, context=context)):
            if "data" in action and "edit" not in action:
                self.peer.request("codeAction/resolve", action)
        self.peer.request("textDocument/codeAction", self.about(range=first, context=dict(context, only=["quickfix"])))
        end = position(self.text, min(len(self.text.text), 3000), self.encoding)
        if "inlayHintProvider" in self.server:
            self.peer.request("textDocument/inlayHint", self.about(range={"start": {"line": 0, "character": 0}, "end": end}))
        if "codeLensProvider" in self.server:
            self.peer.request("textDocument/codeLens", self.about())

    def cancel(self):
        identity = self.peer.send("textDocument/codeAction", self.about(
            range={"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, context={"diagnostics": []}))
        self.peer.notify("$/cancelRequest", {"id": identity})
        try:
            self.peer.answer(identity)  # it may have been quicker
        except RuntimeError as error:
            if "-32800" not in str(error):
                raise

    def run(self, content):
        self.open(content)
        hints = self.hints()
        self.check_places(hints)
        self.ask(hints)
        top = "# \U0001F40D\n"
        self.change([(0, top), (self.text.text.index(HINT) + len(top), '"\U0001F40D" and ')])
        hints = self.hints()
        self.check_places(hints)
        self.ask(hints)
        self.cancel()
        self.more()
        self.close()
        self.end()


class NotebookVisit(Visit):
    """The text is that of a cell. An editor without notebooks opens it as a document."""
    uri, notebook = "vscode-notebook-cell:/w/n.ipynb#W1", "file:///w/n.ipynb"
    title, first, third = (f"vscode-notebook-cell:/w/n.ipynb#{name}" for name in ("W0", "W2", "W3"))

    def open(self, content):
        if "notebookDocumentSync" not in self.server:
            return super().open(content)
        self.text, self.notebook_version = Text(content), 1
        texts = [{"uri": self.title, "languageId": "markdown", "version": 1, "text": "# \U0001F40D"},
                 {"uri": self.first, "languageId": "python", "version": 1, "text": "%matplotlib inline\nnames = '\U0001F40D"},
                 self.item()]
        cells = [cell(self.title, 1), cell(self.first), cell(self.uri)]
        about = {"uri": self.notebook, "notebookType": "jupyter-notebook", "version": 1, "cells": cells}
        self.peer.notify("notebookDocument/didOpen", {"notebookDocument": about, "cellTextDocuments": texts})

    def tell(self, **cells):
        self.notebook_version += 1
        about = {"uri": self.notebook, "version": self.notebook_version}
        self.peer.notify("notebookDocument/didChange", {"notebookDocument": about, "change": {"cells": cells}})

    def tell_change(self, changes):
        if "notebookDocumentSync" not in self.server:
            return super().tell_change(changes)
        self.tell(textContent=[{"document": {"uri": self.uri, "version": self.version}, "changes": changes}])

    def more(self):
        """Cells come, move and go, and this one is a text for a while."""
        if "notebookDocumentSync" not in self.server:
            return
        third = {"uri": self.third, "languageId": "python", "version": 1, "text": "def f(:\r\n"}
        steps = [
            {"structure": {"array": {"start": 1, "deleteCount": 0, "cells": [cell(self.third)]}, "didOpen": [third]}},
            {"structure": {"array": {"start": 1, "deleteCount": 3, "cells": [cell(self.uri), cell(self.third), cell(self.first)]}}},
            {"data": [cell(self.uri, 1)]},
            {"data": [cell(self.uri)]},
            {"structure": {"array": {"start": 2, "deleteCount": 2}, "didClose": [{"uri": self.third}, {"uri": self.first}]}}]
        for step in steps:
            self.tell(**step)
            hints = self.hints()
            if step.get("data") == [cell(self.uri, 1)]:
                if hints:
                    raise AssertionError(f"hints in a text: {hints[:1]}")
                continue
            self.check_places(hints)
            self.ask(hints)

    def close(self):
        if "notebookDocumentSync" not in self.server:
            return super().close()
        self.peer.notify("notebookDocument/didSave", {"notebookDocument": {"uri": self.notebook}})
        self.peer.notify("notebookDocument/didClose", {"notebookDocument": {"uri": self.notebook},
                                                       "cellTextDocuments": [{"uri": self.title}, {"uri": self.uri}]})


def cell(uri, kind=2):
    return {"kind": kind, "document": uri}


class WorkspaceVisit(Visit):
    """The text is in a folder with others, whose hints are pulled where the server offers that."""

    def place(self):
        self.uri, self.known = self.uri_of("open.py"), {}
        return {"rootUri": "file://" + self.folder, "workspaceFolders": [{"uri": "file://" + self.folder, "name": "w"}]}

    def uri_of(self, name):
        return f"file://{self.folder}/{name}"

    def open(self, content):
        self.files = {"slow.py": content, "crlf.py": content.replace("\n", "\r\n"), "fine.py": "x = 1\n"}
        for name in self.files:
            self.write(name)
        super().open(content)

    def offered(self):
        return (self.server.get("diagnosticProvider") or {}).get("workspaceDiagnostics")

    def write(self, name):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(self.files[name])

    def pull(self, **tokens):
        """Its id: it is answered when there is something new."""
        known = [{"uri": uri, "value": identity} for uri, identity in self.known.items() if identity]
        return self.peer.send("workspace/diagnostic", dict(tokens, previousResultIds=known))

    def news(self, identity):
        """What is new in the answer: hints by URI."""
        items = self.peer.answer(identity)["items"]
        for method, params in self.peer.notified:
            if method == "$/progress" and params["token"] == "part":
                items = items + params["value"]["items"]
        self.peer.notified.clear()
        self.known.update((item["uri"], item.get("resultId")) for item in items)
        return {item["uri"]: item["items"] for item in items if item["kind"] == "full"}

    def more(self):
        if not self.offered():
            return
        news = self.news(self.pull(partialResultToken="part", workDoneToken="work"))
        self.expect(news, "open.py", "slow.py", "crlf.py")
        self.check_places(news[self.uri])
        for name in ("slow.py", "crlf.py"):
            self.check_places(news[self.uri_of(name)], Text(self.files[name]))
        held = self.pull()
        self.change([(0, "# \U0001F40D\n")])
        news = self.news(held)
        self.expect(news, "open.py")
        self.check_places(news[self.uri])
        held = self.pull()
        self.files["slow.py"] = self.files["fine.py"]
        self.write("slow.py")
        self.peer.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": self.uri_of("slow.py"), "type": 2}]})
        news = self.news(held)
        self.expect(news, "slow.py")
        if news[self.uri_of("slow.py")]:
            raise AssertionError("hints of what is gone")
        held = self.pull()
        self.peer.notify("$/cancelRequest", {"id": held})
        self.expect_end(held)

    def expect(self, news, *names):
        if set(news) != {self.uri_of(name) for name in names}:
            raise AssertionError(f"news of {sorted(news)}, wanted of {names}")

    def expect_end(self, held):
        try:
            self.peer.answer(held)
        except RuntimeError as error:
            if "-32800" not in str(error) and "-32802" not in str(error):
                raise
        else:
            raise AssertionError("an answer without news")

    def end(self):
        if not self.offered():
            return super().end()
        self.expect(self.news(self.pull()), "open.py")  # it is closed
        held = self.pull()
        super().end()
        self.expect_end(held)
