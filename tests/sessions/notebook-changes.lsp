# Cells are edited, added, moved, made markup and taken out: hints follow, at each cell's own lines.
> 1 initialize {"capabilities": {"notebookDocument": {"synchronization": {}}, "general": {"positionEncodings": ["utf-16"]},
   "textDocument": {"publishDiagnostics": {"relatedInformation": true}}}}
< 1 {}
> notebookDocument/didOpen {"notebookDocument": {"uri": "file:///w/nb.ipynb", "notebookType": "jupyter-notebook", "version": 1, "cells": [{"kind": 2, "document": "cell:a"}]},
   "cellTextDocuments": [{"uri": "cell:a", "languageId": "python", "version": 1, "text": "x = '\ud83d\ude00'\nb = set()"}]}
< textDocument/publishDiagnostics {"uri": "cell:a", "diagnostics": []}
# A cell more.
> notebookDocument/didChange {"notebookDocument": {"uri": "file:///w/nb.ipynb", "version": 2}, "change": {"cells": {"structure": {
   "array": {"start": 1, "deleteCount": 0, "cells": [{"kind": 2, "document": "cell:b"}]},
   "didOpen": [{"uri": "cell:b", "languageId": "python", "version": 1, "text": "def f(a: list[int], c: list[int]):\n    return [x for x in a if x in c]"}]}}}}
tick 100
< textDocument/publishDiagnostics {"uri": "cell:b", "diagnostics": [{"code": "list-membership-in-loop", "range": {"start": {"line": 1, "character": 28}}}]}
# Text: behind a letter of two units, and in two cells at once.
> notebookDocument/didChange {"notebookDocument": {"uri": "file:///w/nb.ipynb", "version": 3}, "change": {"cells": {"textContent": [
   {"document": {"uri": "cell:a", "version": 2}, "changes": [{"range": {"start": {"line": 0, "character": 5}, "end": {"line": 0, "character": 8}}, "text": "'\nz = 1"}]},
   {"document": {"uri": "cell:b", "version": 2}, "changes": [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "\n"}]}]}}}
tick 100
< textDocument/publishDiagnostics {"uri": "cell:b", "diagnostics": [{"range": {"start": {"line": 2, "character": 28}}}]}
# An open bracket in one cell is not the other's.
> notebookDocument/didChange {"notebookDocument": {"uri": "file:///w/nb.ipynb", "version": 4}, "change": {"cells": {"textContent": [
   {"document": {"uri": "cell:a", "version": 3}, "changes": [{"text": "print('''("}]}]}}}
tick 100
nothing
# The cells change places: the positions in them are the same.
> notebookDocument/didChange {"notebookDocument": {"uri": "file:///w/nb.ipynb", "version": 5}, "change": {"cells": {"structure": {
   "array": {"start": 0, "deleteCount": 2, "cells": [{"kind": 2, "document": "cell:b"}, {"kind": 2, "document": "cell:a"}]}}}}}
tick 100
nothing
# Markup has no hints; code again has.
> notebookDocument/didChange {"notebookDocument": {"uri": "file:///w/nb.ipynb", "version": 6}, "change": {"cells": {"data": [{"kind": 1, "document": "cell:b"}]}}}
< textDocument/publishDiagnostics {"uri": "cell:b", "diagnostics": []}
tick 100
nothing
> notebookDocument/didChange {"notebookDocument": {"uri": "file:///w/nb.ipynb", "version": 7}, "change": {"cells": {"data": [{"kind": 2, "document": "cell:b"}]}}}
tick 100
< textDocument/publishDiagnostics {"uri": "cell:b", "diagnostics": ["..."]}
> notebookDocument/didChange {"notebookDocument": {"uri": "file:///w/nb.ipynb", "version": 8}, "change": {"cells": {"structure": {
   "array": {"start": 0, "deleteCount": 1}, "didClose": [{"uri": "cell:b"}]}}}}
< textDocument/publishDiagnostics {"uri": "cell:b", "diagnostics": []}
tick 100
nothing
> notebookDocument/didSave {"notebookDocument": {"uri": "file:///w/nb.ipynb"}}
> notebookDocument/didChange {"notebookDocument": {"uri": "file:///w/other.ipynb", "version": 8}, "change": {}}
> notebookDocument/didClose {"notebookDocument": {"uri": "file:///w/nb.ipynb"}, "cellTextDocuments": [{"uri": "cell:a"}]}
< textDocument/publishDiagnostics {"uri": "cell:a", "diagnostics": []}
