# Of many hints the editor shows those of the highest rank: what grows with a proven fix before what has none.
> 1 initialize {"capabilities": {}, "initializationOptions": {"max-hints": 1}}
< 1 {}
open file:///w/a.py 1
| def drain(first: int):
|     todo = [first]
|     print(first)
|     while todo != []:
|         print(todo.pop(0))
| 
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
< textDocument/publishDiagnostics {"diagnostics": [{"code": "list-membership-in-loop"}]}
> workspace/didChangeConfiguration {"settings": {"perfhint": {"maxHints": 2}}}
< textDocument/publishDiagnostics {"diagnostics": [{"code": "list-pop0"}, {"code": "list-membership-in-loop"}]}
> workspace/didChangeConfiguration {"settings": {"perfhint": {"maxHints": 0}}}
< window/showMessage {"type": 2, "message": "~ \"maxHints\" must be a number from 1"}
