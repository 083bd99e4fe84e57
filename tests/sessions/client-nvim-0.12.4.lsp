# As nvim-0.12.4 announces itself.
client nvim-0.12.4
< 0 {"capabilities": {"positionEncoding": "utf-8", "diagnosticProvider": "...",
   "codeActionProvider": {"resolveProvider": true}}}
> initialized {}
< request 1 workspace/configuration
> response 1 [null]
open file:///w/a.py 0
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
> 1 textDocument/diagnostic {"textDocument": {"uri": "file:///w/a.py"}}
< 1 {"kind": "full", "items": [{"code": "list-membership-in-loop", "codeDescription": "absent", "data": "..."}]}
> 2 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 1, "character": 30}}
< 2 {"contents": {"kind": "markdown"}}
> 3 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 1, "character": 30}, "end": {"line": 1, "character": 30}}, "context": {"diagnostics": []}}
< 3 [{"kind": "quickfix", "isPreferred": true, "edit": {"changes": "..."}}, "...",
   {"kind": "source.fixAll.perfhint", "edit": "absent"}]
> 4 shutdown
< 4 null
> exit
exit 0
