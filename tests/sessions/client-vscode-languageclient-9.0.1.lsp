# As vscode-languageclient-9.0.1 announces itself.
client vscode-languageclient-9.0.1
< 0 {"capabilities": {"positionEncoding": "utf-16", "diagnosticProvider": {"identifier": "perfhint"},
   "codeActionProvider": {"resolveProvider": true}, "inlayHintProvider": "...", "codeLensProvider": "..."}}
> initialized {}
< request 1 client/registerCapability
> response 1 null
< request 2 workspace/configuration
> response 2 [null]
open file:///w/a.py 0
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
> 1 textDocument/diagnostic {"textDocument": {"uri": "file:///w/a.py"}}
< 1 {"kind": "full", "items": [{"code": "list-membership-in-loop", "codeDescription": "...", "data": "..."}]}
> 2 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 1, "character": 30}}
< 2 {"contents": {"kind": "markdown"}}
> 3 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 1, "character": 30}, "end": {"line": 1, "character": 30}}, "context": {"diagnostics": []}}
< 3 [{"kind": "quickfix", "isPreferred": true, "edit": {"documentChanges": "..."}}, "...",
   {"kind": "source.fixAll.perfhint", "edit": "absent", "data": "..."}]
> 4 shutdown
< 4 null
> exit
exit 0
