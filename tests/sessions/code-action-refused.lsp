# A rewriting that a place does not allow is shown as refused, with the use that refuses it, to clients that can show it.
> 1 initialize {"capabilities": {"textDocument": {"diagnostic": {}, "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
   "disabledSupport": true}}}}
< 1 {}
open file:///w/a.py 1
| def drain(first: int):
|     todo = [first]
|     print(first)
|     while todo != []:
|         print(todo.pop(0))
> 2 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 4, "character": 0}, "end": {"line": 4, "character": 0}}, "context": {"diagnostics": []}}
< 2 [{"kind": "quickfix", "title": "~ Make `todo` a deque", "edit": "absent", "isPreferred": "absent",
   "disabled": {"reason": "~ `todo != []` does not work on a deque"}, "diagnostics": [{"code": "list-pop0"}]}, {"title": "~ ignore"}]
# A fix that would pass the line length is refused, too.
> workspace/didChangeConfiguration {"settings": {"perfhint": {"lineLength": 40}}}
open file:///w/b.py 1
| def common(some: list[int], b: list[int]):
|     return [x for x in some if x in b]
> 3 textDocument/codeAction {"textDocument": {"uri": "file:///w/b.py"},
   "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}}, "context": {"diagnostics": [], "only": ["quickfix"]}}
< 3 [{"title": "~ set", "disabled": {"reason": "~ more than 40"}}, {"title": "~ ignore"}]
> workspace/didChangeConfiguration {"settings": {"perfhint": {"lineLength": 42}}}
> 4 textDocument/codeAction {"textDocument": {"uri": "file:///w/b.py"},
   "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}}, "context": {"diagnostics": [], "only": ["quickfix"]}}
< 4 [{"title": "~ set", "disabled": "absent", "edit": "..."}, {"title": "~ ignore"}]
