# A notebook's Python cells are one module. Each has its hints, hovers, fixes and sizes, at its own positions; what is no Python
# in them (%magic, !shell, help?) stands in no one's way.
> 1 initialize {"initializationOptions": {"inlay-hints": {"sizes": "all"}, "code-lens": {"classes": true}, "line-length": 120}, "capabilities": {
   "notebookDocument": {"synchronization": {"dynamicRegistration": false}},
   "workspace": {"workspaceEdit": {"documentChanges": true}},
   "textDocument": {"publishDiagnostics": {"versionSupport": true, "relatedInformation": true}, "hover": {"contentFormat": ["markdown"]}, "inlayHint": {}, "codeLens": {},
     "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}}}}
< 1 {"capabilities": {"notebookDocumentSync": {"notebookSelector": [{"cells": [{"language": "python"}]}], "save": true}}}
> notebookDocument/didOpen {"notebookDocument": {"uri": "file:///w/nb.ipynb", "notebookType": "jupyter-notebook", "version": 1, "cells": [
   {"kind": 2, "document": "cell:a"}, {"kind": 1, "document": "cell:text"}, {"kind": 2, "document": "cell:b"}, {"kind": 2, "document": "cell:sql"}]},
   "cellTextDocuments": [
   {"uri": "cell:a", "languageId": "python", "version": 1, "text": "%matplotlib inline\ndef words(names: list[str]):\n    return list(names)\n\nclass Point:\n    def __init__(self, x):\n        self.x = x"},
   {"uri": "cell:text", "languageId": "markdown", "version": 1, "text": "# Title"},
   {"uri": "cell:b", "languageId": "python", "version": 4, "text": "!ls 'it\nxs = [1] * 2000\ndef common(a: list[int], b: list[int]):\n    return [x for x in a if x in b]\nPoint?\np = Point(1)"},
   {"uri": "cell:sql", "languageId": "sql", "version": 1, "text": "SELECT 1"}]}
< textDocument/publishDiagnostics {"uri": "cell:a", "version": 1, "diagnostics": []}
< textDocument/publishDiagnostics {"uri": "cell:b", "version": 4, "diagnostics": [{"code": "list-membership-in-loop",
   "range": {"start": {"line": 3, "character": 28}, "end": {"line": 3, "character": 34}}}]}
# What one cell defines the others know.
> 2 textDocument/hover {"textDocument": {"uri": "cell:b"}, "position": {"line": 5, "character": 0}}
< 2 {"contents": {"value": "~ **Point** · 48 B"}, "range": {"start": {"line": 5, "character": 0}, "end": {"line": 5, "character": 1}}}
> 3 textDocument/hover {"textDocument": {"uri": "cell:sql"}, "position": {"line": 0, "character": 0}}
< 3 null
> 4 textDocument/codeAction {"textDocument": {"uri": "cell:b"}, "range": {"start": {"line": 3, "character": 0}, "end": {"line": 3, "character": 0}}, "context": {"diagnostics": []}}
< 4 [{"title": "...", "kind": "quickfix", "diagnostics": [{"range": {"start": {"line": 3}}}], "edit": {"documentChanges": [{"textDocument": {"uri": "cell:b", "version": 4},
     "edits": [{"range": {"start": {"line": 3, "character": 4}}, "newText": "~ set(b)"}, {"range": {"start": {"line": 3, "character": 33}, "end": {"line": 3, "character": 34}}, "newText": "b_set"}]}]}},
   {"title": "list-membership-in-loop: ignore on this line", "edit": {"documentChanges": [{"textDocument": {"uri": "cell:b"}, "edits": [{"range": {"start": {"line": 3, "character": 35}}}]}]}},
   {"title": "Apply the safe perfhint fix of this cell", "kind": "source.fixAll.perfhint", "edit": {"documentChanges": [{"textDocument": {"uri": "cell:b", "version": 4}, "edits": ["...", "..."]}]}}]
> 5 textDocument/inlayHint {"textDocument": {"uri": "cell:b"}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}}
< 5 [{"position": {"line": 1, "character": 15}, "label": "15.7 KB"}, {"position": {"line": 5, "character": 12}}]
> 6 textDocument/codeLens {"textDocument": {"uri": "cell:a"}}
< 6 [{"range": {"start": {"line": 4, "character": 6}, "end": {"line": 4, "character": 11}}}]
> 7 textDocument/codeLens {"textDocument": {"uri": "cell:b"}}
< 7 []
> notebookDocument/didClose {"notebookDocument": {"uri": "file:///w/nb.ipynb"}, "cellTextDocuments": [{"uri": "cell:a"}, {"uri": "cell:text"}, {"uri": "cell:b"}, {"uri": "cell:sql"}]}
< textDocument/publishDiagnostics {"uri": "cell:a", "diagnostics": []}
< textDocument/publishDiagnostics {"uri": "cell:b", "diagnostics": []}
> 8 textDocument/hover {"textDocument": {"uri": "cell:b"}, "position": {"line": 5, "character": 4}}
< 8 null
