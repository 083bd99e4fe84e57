# A client without pull: hints at once after opening and saving, after a pause in the typing otherwise.
> 1 initialize {"capabilities": {"textDocument": {"publishDiagnostics":
   {"versionSupport": true, "relatedInformation": true, "codeDescriptionSupport": true, "dataSupport": true}}}}
< 1 {}
> initialized {}
open file:///w/a.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
< textDocument/publishDiagnostics {"uri": "file:///w/a.py", "version": 1, "diagnostics": [
   {"code": "list-membership-in-loop", "codeDescription": {"href": "..."}, "data": {"rule": "list-membership-in-loop"},
    "range": {"start": {"line": 1, "character": 28}, "end": {"line": 1, "character": 34}}}]}
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 2}, "contentChanges": [
   {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "# one\n"}]}
nothing
tick 30
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 3}, "contentChanges": [
   {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "# two\n"}]}
tick 39
nothing
tick 1
< textDocument/publishDiagnostics {"version": 3, "diagnostics": [{"range": {"start": {"line": 3, "character": 28}}}]}
# Saving what has been told says nothing; saving before the pause is over ends it.
> textDocument/didSave {"textDocument": {"uri": "file:///w/a.py"}}
nothing
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 4}, "contentChanges": [
   {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}, "text": ""}]}
> textDocument/didSave {"textDocument": {"uri": "file:///w/a.py"}, "text": "eglot sends it"}
< textDocument/publishDiagnostics {"version": 4, "diagnostics": [{"range": {"start": {"line": 2}}}]}
tick 1000
nothing
# A closed file has no hints, and an edit that was still waiting tells none.
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 5}, "contentChanges": [{"text": ""}]}
> textDocument/didClose {"textDocument": {"uri": "file:///w/a.py"}}
< textDocument/publishDiagnostics {"uri": "file:///w/a.py", "diagnostics": []}
tick 1000
nothing
# Opened again it starts anew; opened twice, too.
open file:///w/a.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
open file:///w/a.py 9
| x = 1
< textDocument/publishDiagnostics {"version": 9, "diagnostics": []}
