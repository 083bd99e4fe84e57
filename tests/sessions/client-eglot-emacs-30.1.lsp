# As eglot-emacs-30.1 announces itself.
client eglot-emacs-30.1
< 0 {"capabilities": {"positionEncoding": "utf-8", "diagnosticProvider": "absent",
   "codeActionProvider": {"resolveProvider": true}}}
> initialized {}
< request 1 client/registerCapability
> response 1 null
< request 2 workspace/configuration
> response 2 [null]
open file:///w/a.py 0
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
< textDocument/publishDiagnostics {"version": "absent", "diagnostics": [{"code": "list-membership-in-loop", "codeDescription": "absent", "data": "absent"}]}
> 2 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 1, "character": 30}}
< 2 {"contents": {"kind": "plaintext"}}
> 3 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 1, "character": 30}, "end": {"line": 1, "character": 30}}, "context": {"diagnostics": []}}
< 3 [{"kind": "quickfix", "isPreferred": true, "edit": {"documentChanges": "..."}}, "...",
   {"kind": "source.fixAll.perfhint", "edit": "absent"}]
> 4 shutdown
< 4 null
> exit
exit 0
