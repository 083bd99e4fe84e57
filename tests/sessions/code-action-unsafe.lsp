# An unsafe fix says so, is never preferred, and is in no fix-all. A comment cannot stand in a string or behind a
# backslash: there is no ignore action then.
> 1 initialize {"capabilities": {"textDocument": {"diagnostic": {}, "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
   "isPreferredSupport": true}}}}
< 1 {}
open file:///w/a.py 1
| def common(a: list[int], b: list[int], take):
|     return [take(x) for x in a if x in b]
> 2 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}}, "context": {"diagnostics": []}}
< 2 [{"kind": "quickfix", "title": "~ (may change behaviour: ", "isPreferred": "absent"}, {"title": "~ ignore"}]
open file:///w/b.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b], """
|     """, [x for x in a if x in \
|     b]
> 3 textDocument/codeAction {"textDocument": {"uri": "file:///w/b.py"},
   "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}}, "context": {"diagnostics": [], "only": ["quickfix"]}}
< 3 [{"title": "~ set"}]
> 4 textDocument/codeAction {"textDocument": {"uri": "file:///w/b.py"},
   "range": {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 0}}, "context": {"diagnostics": [], "only": ["quickfix"]}}
< 4 [{"title": "~ set"}]
