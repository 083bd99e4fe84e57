# What is no hint is offered to who asks by a key, or for that kind; a move of the cursor gets nothing.
> 1 initialize {"capabilities": {"textDocument": {"diagnostic": {}, "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}}}
< 1 {"capabilities": {"codeActionProvider": {"codeActionKinds": ["quickfix", "refactor.rewrite.perfhint", "source.fixAll.perfhint"]}}}
open file:///w/a.py 1
| def show(sizes: dict[str, int]):
|     if "a" in sizes.keys():
|         print(sizes)
> 2 textDocument/diagnostic {"textDocument": {"uri": "file:///w/a.py"}}
< 2 {"items": []}
> 3 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}}, "context": {"diagnostics": [], "triggerKind": 2}}
< 3 []
> 4 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}}, "context": {"diagnostics": [], "triggerKind": 1}}
< 4 [{"title": "Test `sizes` itself", "kind": "refactor.rewrite.perfhint", "diagnostics": "absent", "edit": {"changes": "..."}}]
> 5 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}}, "context": {"diagnostics": [], "only": ["refactor"]}}
< 5 ["..."]
> 6 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}}, "context": {"diagnostics": [], "triggerKind": 1, "only": ["quickfix"]}}
< 6 []
# In a test, whose data are small, this is no hint; what it gains elsewhere is not small: the title says nothing of it.
open file:///w/tests/test_a.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
> 7 textDocument/diagnostic {"textDocument": {"uri": "file:///w/tests/test_a.py"}}
< 7 {"items": []}
> 8 textDocument/codeAction {"textDocument": {"uri": "file:///w/tests/test_a.py"},
   "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}}, "context": {"diagnostics": [], "triggerKind": 1}}
< 8 [{"title": "Build `b_set` before the loop and test that", "kind": "refactor.rewrite.perfhint"}]
