# As ale-3.3.0-vim-9.0 announces itself.
client ale-3.3.0-vim-9.0
< 0 {"capabilities": {"positionEncoding": "utf-16", "diagnosticProvider": "absent",
   "codeActionProvider": {"resolveProvider": false}}}
> initialized {}
open file:///w/a.py 0
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
< textDocument/publishDiagnostics {"version": "absent", "diagnostics": [{"code": "list-membership-in-loop", "codeDescription": "absent", "data": "absent"}]}
> 2 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 1, "character": 30}}
< 2 {"contents": {"kind": "plaintext"}}
> 3 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 1, "character": 30}, "end": {"line": 1, "character": 30}}, "context": {"diagnostics": []}}
< 3 [{"kind": "quickfix", "isPreferred": "absent", "edit": {"changes": "..."}}, "...",
   {"kind": "source.fixAll.perfhint", "edit": "..."}]
> 4 shutdown
< 4 null
> exit
exit 0
