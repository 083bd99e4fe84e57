# The client breaks the protocol: what cannot be read may have been an edit, so the open documents are not served until they are opened again.
> 1 initialize {"capabilities": {"textDocument": {"publishDiagnostics": {}}}}
< 1 {}
open file:///w/a.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
< textDocument/publishDiagnostics {"uri": "file:///w/a.py", "diagnostics": [{"code": "list-membership-in-loop"}]}
raw Content-Length: 9\r\n\r\n{"a": 1,}
< null error -32700
< window/showMessage {"type": 2, "message": "~ lost track of file:///w/a.py"}
< textDocument/publishDiagnostics {"uri": "file:///w/a.py", "diagnostics": []}
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 2}, "contentChanges": [{"range":
   {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}, "text": ""}]}
> 2 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 30}}, "context": {"diagnostics": []}}
< 2 []
> 3 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 1, "character": 28}}
< 3 null
# What is known to have been a request loses nothing.
open file:///w/a.py 3
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
< textDocument/publishDiagnostics {"uri": "file:///w/a.py", "diagnostics": [{"code": "list-membership-in-loop"}]}
raw Content-Length: 27\r\n\r\n{"jsonrpc":"3.0","id":"x3"}
< "x3" error -32600
# Of a notebook each cell's hints go. What was told once is not told again.
> notebookDocument/didOpen {"notebookDocument": {"uri": "file:///w/nb.ipynb", "notebookType": "jupyter-notebook", "version": 1,
   "cells": [{"kind": 2, "document": "cell:a"}]}, "cellTextDocuments": [{"uri": "cell:a", "languageId": "python", "version": 1,
   "text": "def common(a: list[int], b: list[int]):\n    return [x for x in a if x in b]"}]}
< textDocument/publishDiagnostics {"uri": "cell:a", "diagnostics": [{"code": "list-membership-in-loop"}]}
raw Content-Length: 9\r\n\r\n{"a": 1,}
< null error -32700
< textDocument/publishDiagnostics {"uri": "file:///w/a.py", "diagnostics": []}
< window/showMessage {"type": 2, "message": "~ lost track of file:///w/nb.ipynb"}
< textDocument/publishDiagnostics {"uri": "cell:a", "diagnostics": []}
> 4 shutdown
< 4 null
> exit
exit 0
