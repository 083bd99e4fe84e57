# A client that knows change annotations asks before it makes an unsafe fix; a safe one has none.
> 1 initialize {"capabilities": {"workspace": {"workspaceEdit": {"documentChanges": true, "changeAnnotationSupport": {"groupsOnLabel": true}}},
   "textDocument": {"diagnostic": {}, "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}}}
< 1 {}
open file:///w/a.py 1
| def common(a: list[int], b: list[int], take):
|     return [take(x) for x in a if x in b]
|
| def known(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
> 2 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}}, "context": {"diagnostics": []}}
< 2 [{"title": "~ (may change behaviour: ", "edit": {
     "documentChanges": [{"edits": [{"annotationId": "perfhint"}, {"annotationId": "perfhint"}]}],
     "changeAnnotations": {"perfhint": {"label": "...", "description": "...", "needsConfirmation": true}}}},
   {"title": "~ ignore", "edit": {"changeAnnotations": "absent"}},
   {"kind": "source.fixAll.perfhint", "edit": {"changeAnnotations": "absent"}}]
> 3 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 4, "character": 0}, "end": {"line": 4, "character": 0}}, "context": {"diagnostics": [], "only": ["quickfix"]}}
< 3 [{"edit": {"documentChanges": [{"edits": [{"annotationId": "absent"}, "..."]}], "changeAnnotations": "absent"}}, {"title": "~ ignore"}]
