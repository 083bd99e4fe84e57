# As nvim-0.7.2 announces itself.
client nvim-0.7.2
< 0 {"capabilities": {"positionEncoding": "utf-16", "diagnosticProvider": "absent",
   "codeActionProvider": {"resolveProvider": true}}}
> initialized {}
open file:///w/a.py 0
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
< textDocument/publishDiagnostics {"version": "absent", "diagnostics": [{"code": "list-membership-in-loop", "codeDescription": "absent", "data": "absent"}]}
> 2 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 1, "character": 30}}
< 2 {"contents": {"kind": "markdown"}}
> 3 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 1, "character": 30}, "end": {"line": 1, "character": 30}}, "context": {"diagnostics": []}}
< 3 [{"kind": "quickfix", "isPreferred": "absent", "edit": {"changes": "..."}}, "...",
   {"kind": "source.fixAll.perfhint", "edit": "absent"}]
> 4 shutdown
< 4 null
> exit
exit 0
