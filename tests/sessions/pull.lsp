# A client that pulls is pushed nothing.
> 1 initialize {"capabilities": {"textDocument": {"diagnostic": {"dynamicRegistration": false},
   "publishDiagnostics": {"dataSupport": true}}}}
< 1 {"capabilities": {"diagnosticProvider": {"identifier": "perfhint", "interFileDependencies": false, "workspaceDiagnostics": false}}}
open file:///w/a.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
tick 1000
nothing
> 2 textDocument/diagnostic {"textDocument": {"uri": "file:///w/a.py"}, "identifier": "perfhint"}
< 2 {"kind": "full", "resultId": "...", "items": [{"code": "list-membership-in-loop", "data": {"rule": "list-membership-in-loop"},
   "range": {"start": {"line": 1, "character": 28}}}]}
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 2}, "contentChanges": [{"text": "x = 1\n"}]}
> textDocument/didSave {"textDocument": {"uri": "file:///w/a.py"}}
tick 1000
nothing
> 3 textDocument/diagnostic {"textDocument": {"uri": "file:///w/a.py"}, "previousResultId": "old"}
< 3 {"kind": "full", "items": []}
> 4 textDocument/diagnostic {"textDocument": {"uri": "file:///w/not-open.py"}}
< 4 {"kind": "full", "items": []}
> textDocument/didClose {"textDocument": {"uri": "file:///w/a.py"}}
nothing
