# Without resolve every action carries its edit; without documentChanges the edit is plain changes (the three Neovims).
> 1 initialize {"capabilities": {"textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}}}
< 1 {"capabilities": {"codeActionProvider": {"codeActionKinds": ["quickfix", "refactor.rewrite.perfhint", "source.fixAll.perfhint"], "resolveProvider": false}}}
open file:///w/a.py 1
| def common(a: list[int], b: list[int]):
|     out = []
|     for x in a:
|         if x in b:
|             out.append(x)
|     return out
< textDocument/publishDiagnostics {"diagnostics": [{"range": {"start": {"line": 3, "character": 11}}}]}
# A bare cursor anywhere in the line is enough.
> 2 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 3, "character": 0}, "end": {"line": 3, "character": 0}}, "context": {"diagnostics": []}}
< 2 [
   {"title": "...", "kind": "quickfix", "isPreferred": "absent", "data": "absent",
    "diagnostics": [{"code": "list-membership-in-loop", "range": {"start": {"line": 3, "character": 11}}}],
    "edit": {"documentChanges": "absent", "changes": {"file:///w/a.py": [
      {"range": {"start": {"line": 2, "character": 4}, "end": {"line": 2, "character": 4}}, "newText": "b_set = set(b)\n    "},
      {"range": {"start": {"line": 3, "character": 16}, "end": {"line": 3, "character": 17}}, "newText": "b_set"}]}}},
   {"title": "list-membership-in-loop: ignore on this line", "kind": "quickfix", "edit": {"changes": {"file:///w/a.py": [
      {"range": {"start": {"line": 3, "character": 18}, "end": {"line": 3, "character": 18}},
       "newText": "  # perfhint: ignore[list-membership-in-loop]"}]}}},
   {"title": "~ safe", "kind": "source.fixAll.perfhint", "data": "absent", "edit": {"changes": {"file:///w/a.py": ["...", "..."]}}}]
> 3 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 1, "character": 0}, "end": {"line": 2, "character": 15}}, "context": {"diagnostics": [], "only": ["quickfix"]}}
< 3 []
# The ignore comment silences the hint, and joins one that is there.
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 2}, "contentChanges": [
   {"range": {"start": {"line": 3, "character": 18}, "end": {"line": 3, "character": 18}}, "text": "  # perfhint: ignore[other-rule]"}]}
> 4 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 3, "character": 11}, "end": {"line": 3, "character": 11}}, "context": {"diagnostics": [], "only": ["quickfix"]}}
< 4 ["...", {"title": "~ ignore on this line", "edit": {"changes": {"file:///w/a.py": [
   {"range": {"start": {"line": 3, "character": 49}, "end": {"line": 3, "character": 49}}, "newText": ", list-membership-in-loop"}]}}}]
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 3}, "contentChanges": [
   {"range": {"start": {"line": 3, "character": 49}, "end": {"line": 3, "character": 49}}, "text": ", list-membership-in-loop"}]}
> textDocument/didSave {"textDocument": {"uri": "file:///w/a.py"}}
< textDocument/publishDiagnostics {"diagnostics": []}
> 5 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}, "context": {"diagnostics": []}}
< 5 []
