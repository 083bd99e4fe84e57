# The client breaks the protocol: cells that it opened with a notebook it changes as documents, and the other way round.
> 1 initialize {"capabilities": {"notebookDocument": {"synchronization": {}}}}
< 1 {}
> notebookDocument/didOpen {"notebookDocument": {"uri": "file:///w/nb.ipynb", "notebookType": "jupyter-notebook", "version": 1, "cells": [
   {"kind": 2, "document": "cell:a"}, {"kind": 2, "document": "cell:never-opened"}]},
   "cellTextDocuments": [{"uri": "cell:a", "languageId": "python", "version": 1, "text": "x = 1"}]}
< textDocument/publishDiagnostics {"uri": "cell:a", "diagnostics": []}
> textDocument/didChange {"textDocument": {"uri": "cell:a", "version": 2}, "contentChanges": [{"text": "def f(a: list[int], c: list[int]):\n    return [x for x in a if x in c]"}]}
tick 1000
nothing
> textDocument/didClose {"textDocument": {"uri": "cell:a"}}
> notebookDocument/didChange {"notebookDocument": {"uri": "file:///w/nb.ipynb", "version": 2}, "change": {"cells": {
   "structure": {"array": {"start": 7, "deleteCount": 9}, "didClose": [{"uri": "cell:other"}]}, "data": [{"kind": 2, "document": "cell:other"}],
   "textContent": [{"document": {"uri": "cell:other", "version": 1}, "changes": [{"text": "y"}]}]}}}
tick 1000
nothing
# A version that goes back.
> notebookDocument/didChange {"notebookDocument": {"uri": "file:///w/nb.ipynb", "version": 1}, "change": {"cells": {"structure": {
   "array": {"start": 1, "deleteCount": 0, "cells": [{"kind": 2, "document": "cell:b"}]},
   "didOpen": [{"uri": "cell:b", "languageId": "python", "version": 1, "text": "def f(a: list[int], c: list[int]):\n    return [x for x in a if x in c]"}]}}}}
tick 1000
< textDocument/publishDiagnostics {"uri": "cell:b", "diagnostics": [{"code": "list-membership-in-loop"}]}
open file:///w/a.py 1
| x = 1
< textDocument/publishDiagnostics {"uri": "file:///w/a.py"}
> notebookDocument/didChange {"notebookDocument": {"uri": "file:///w/a.py", "version": 2}, "change": {}}
> notebookDocument/didChange {"notebookDocument": {"uri": "file:///w/nb.ipynb"}, "change": {}}
> notebookDocument/didOpen {}
tick 1000
nothing
> notebookDocument/didClose {"notebookDocument": {"uri": "file:///w/nb.ipynb"}}
< textDocument/publishDiagnostics {"uri": "cell:a", "diagnostics": []}
< textDocument/publishDiagnostics {"uri": "cell:b", "diagnostics": []}
