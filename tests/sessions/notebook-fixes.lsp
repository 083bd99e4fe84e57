# Fixes stay in their cell: the imports they need go there. Hints are pulled a cell.
> 1 initialize {"capabilities": {"notebookDocument": {"synchronization": {}}, "general": {"positionEncodings": ["utf-8", "utf-16"]},
   "workspace": {"workspaceEdit": {"documentChanges": true}},
   "textDocument": {"diagnostic": {}, "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}, "dataSupport": true, "resolveSupport": {"properties": ["edit"]}}}}}
< 1 {"capabilities": {"positionEncoding": "utf-8"}}
> notebookDocument/didOpen {"notebookDocument": {"uri": "file:///w/nb.ipynb", "notebookType": "jupyter-notebook", "version": 1, "cells": [
   {"kind": 2, "document": "cell:a"}, {"kind": 2, "document": "cell:b"}, {"kind": 2, "document": "cell:c"}, {"kind": 2, "document": "cell:d"}]},
   "cellTextDocuments": [
   {"uri": "cell:a", "languageId": "python", "version": 1, "text": "import os\nqueue = [1]"},
   {"uri": "cell:b", "languageId": "python", "version": 7, "text": "%%time\n# In order.\ndef order(start: int):\n    todo = [start]\n    while todo:\n        todo.append(todo.pop(0))"},
   {"uri": "cell:c", "languageId": "python", "version": 1, "text": "from collections import deque"},
   {"uri": "cell:d", "languageId": "python", "version": 2, "text": "def last(start: int):\n    todo = [start]\n    while todo:\n        todo.append(todo.pop(0))"}]}
> 2 textDocument/diagnostic {"textDocument": {"uri": "cell:b"}}
< 2 {"kind": "full", "items": [{"code": "list-pop0", "range": {"start": {"line": 5}}}]}
let B /result/resultId
> 3 textDocument/diagnostic {"textDocument": {"uri": "cell:b"}, "previousResultId": "$B"}
< 3 {"kind": "unchanged", "resultId": "$B"}
> 4 textDocument/codeAction {"textDocument": {"uri": "cell:b"}, "range": {"start": {"line": 5, "character": 0}, "end": {"line": 5, "character": 0}}, "context": {"diagnostics": [], "only": ["quickfix"]}}
# The import of a cell behind has not run: this one gets its own.
< 4 [{"kind": "quickfix", "edit": {"documentChanges": [{"textDocument": {"uri": "cell:b", "version": 7}, "edits": [
   {"range": {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 0}}, "newText": "from collections import deque\n"},
   {"range": {"start": {"line": 3, "character": 11}}, "newText": "deque("}, {"range": {"start": {"line": 3, "character": 18}}, "newText": ")"},
   {"range": {"start": {"line": 5, "character": 25}}, "newText": "popleft()"}]}]}}, {"title": "~ ignore on this line"}]
> 5 textDocument/codeAction {"textDocument": {"uri": "cell:d"}, "range": {"start": {"line": 3, "character": 0}, "end": {"line": 3, "character": 0}}, "context": {"diagnostics": [], "only": ["quickfix"]}}
< 5 [{"edit": {"documentChanges": [{"textDocument": {"uri": "cell:d", "version": 2}, "edits": [{"range": {"start": {"line": 1}}}, {"range": {"start": {"line": 1}}}, {"range": {"start": {"line": 3}}}]}]}}, "..."]
# All fixes of a cell are those of this cell; what is left to resolve is so by its URI.
> 6 textDocument/codeAction {"textDocument": {"uri": "cell:d"}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "context": {"diagnostics": [], "only": ["source.fixAll"]}}
< 6 [{"title": "Apply the safe perfhint fix of this cell", "data": {"action": "source.fixAll.perfhint", "uri": "cell:d", "version": 2}, "edit": "absent"}]
> 7 codeAction/resolve {"title": "Apply the safe perfhint fix of this cell", "kind": "source.fixAll.perfhint", "data": {"action": "source.fixAll.perfhint", "uri": "cell:d", "version": 2}}
< 7 {"edit": {"documentChanges": [{"textDocument": {"uri": "cell:d", "version": 2}, "edits": ["...", "...", {"newText": "popleft()"}]}]}}
> 8 codeAction/resolve {"title": "Apply the safe perfhint fix of this cell", "kind": "source.fixAll.perfhint", "data": {"action": "source.fixAll.perfhint", "uri": "cell:d", "version": 1}}
< 8 error -32801
# A save of the notebook asks for its own kind: the fixes of all cells, each with its version.
> 20 textDocument/codeAction {"textDocument": {"uri": "cell:a"}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "context": {"diagnostics": [], "only": ["notebook.source.fixAll"]}}
< 20 [{"title": "Apply all safe perfhint fixes of this notebook (2)", "kind": "notebook.source.fixAll.perfhint",
   "data": {"action": "notebook.source.fixAll.perfhint", "uri": "cell:a"}}]
> 21 codeAction/resolve {"title": "Apply all", "kind": "notebook.source.fixAll.perfhint", "data": {"action": "notebook.source.fixAll.perfhint", "uri": "cell:a", "version": 1}}
< 21 {"edit": {"documentChanges": [{"textDocument": {"uri": "cell:b", "version": 7}}, {"textDocument": {"uri": "cell:d", "version": 2}}]}}
