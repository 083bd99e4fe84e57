# Impact and heat make the severity: 2 warning, 3 information, 4 hint.
> 1 initialize {"capabilities": {}}
< 1 {}
open file:///w/a.py 1
| def drain(todo: list[int]):
|     while todo:
|         todo.pop(0)
< textDocument/publishDiagnostics {"diagnostics": [{"code": "list-pop0", "severity": 3}]}
open file:///w/b.py 1
| def drain(todo: list[int]):  # perfhint: hot
|     while todo:
|         todo.pop(0)
< textDocument/publishDiagnostics {"diagnostics": [{"code": "list-pop0", "severity": 2}]}
open file:///w/c.py 1
| def drain(todo: list[int]):  # perfhint: cold
|     while todo:
|         todo.pop(0)
< textDocument/publishDiagnostics {"diagnostics": [{"code": "list-pop0", "severity": 4}]}
open file:///w/d.py 1
| def total(xs: list[int]):  # perfhint: cold
|     n = 0
|     for x in xs:
|         n += x
|     return n
< textDocument/publishDiagnostics {"diagnostics": []}
open file:///w/e.py 1
| def total(xs: list[int]):  # perfhint: hot
|     n = 0
|     for x in xs:
|         n += x
|     return n
< textDocument/publishDiagnostics {"diagnostics": [{"code": "manual-sum", "severity": 3}]}
open file:///w/test_f.py 1
| def drain(todo: list[int]):
|     while todo:
|         todo.pop(0)
< textDocument/publishDiagnostics {"diagnostics": []}
