# With resolve the edit of fix-all comes when it is asked for; with documentChanges it names the version.
> 1 initialize {"capabilities": {"workspace": {"workspaceEdit": {"documentChanges": true}}, "textDocument": {"publishDiagnostics": {},
   "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}, "isPreferredSupport": true,
   "dataSupport": true, "resolveSupport": {"properties": ["edit"]}}}}}
< 1 {"capabilities": {"codeActionProvider": {"resolveProvider": true}}}
open file:///w/a.py 7
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
|
| def total(xs: list[int]):
|     t = 0
|     for x in xs:
|         t += x
|     return t
< textDocument/publishDiagnostics {"diagnostics": ["...", "..."]}
> 2 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}}, "context": {"diagnostics": []}}
< 2 [{"kind": "quickfix", "isPreferred": true, "edit": {"changes": "absent", "documentChanges": [
      {"textDocument": {"uri": "file:///w/a.py", "version": 7}, "edits": ["...", "..."]}]}},
   {"kind": "quickfix", "title": "~ ignore", "isPreferred": "absent"},
   {"kind": "source.fixAll.perfhint", "title": "~ (2)", "edit": "absent",
    "data": {"action": "source.fixAll.perfhint", "uri": "file:///w/a.py", "version": 7}}]
# `only` filters by prefix.
> 3 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "context": {"diagnostics": [], "only": ["source.fixAll"]}}
< 3 [{"kind": "source.fixAll.perfhint"}]
> 4 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}}, "context": {"diagnostics": [], "only": ["source"]}}
< 4 [{"kind": "source.fixAll.perfhint"}]
> 5 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}}, "context": {"diagnostics": [], "only": ["source.fix", "refactor", "source.organizeImports"]}}
< 5 []
> 6 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}}, "context": {"diagnostics": [], "only": ["quickfix"]}}
< 6 [{"kind": "quickfix"}, {"kind": "quickfix"}]
> 7 codeAction/resolve {"title": "All", "kind": "source.fixAll.perfhint", "isPreferred": true,
   "data": {"action": "source.fixAll.perfhint", "uri": "file:///w/a.py", "version": 7}}
< 7 {"title": "All", "isPreferred": true, "data": {"version": 7}, "edit": {"documentChanges": [{"textDocument": {"version": 7}, "edits": "..."}]}}
# An action without our data comes back as it is; one for an old text cannot be resolved.
> 8 codeAction/resolve {"title": "Foreign", "kind": "quickfix"}
< 8 {"title": "Foreign", "edit": "absent"}
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 8}, "contentChanges": [{"text": "x = 1\n"}]}
> 9 codeAction/resolve {"title": "All", "kind": "source.fixAll.perfhint", "data": {"action": "source.fixAll.perfhint", "uri": "file:///w/a.py", "version": 7}}
< 9 error -32801
> 10 codeAction/resolve {"title": "All", "data": {"action": "source.fixAll.perfhint", "uri": 3, "version": 7}}
< 10 error -32602 {"message": "params.data.uri: expected a string, got number"}
> 11 codeAction/resolve {"title": "All", "data": {"action": "source.fixAll.perfhint", "uri": "file:///w/closed.py", "version": 7}}
< 11 error -32801
> textDocument/didSave {"textDocument": {"uri": "file:///w/a.py"}}
< textDocument/publishDiagnostics {"diagnostics": []}
