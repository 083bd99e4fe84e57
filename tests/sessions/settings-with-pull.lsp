# New settings change what a pulling client has: it is asked to pull again, where it can be asked.
> 1 initialize {"capabilities": {"workspace": {"diagnostics": {"refreshSupport": true}}, "textDocument": {"diagnostic": {}}}}
< 1 {}
open file:///w/a.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
> 2 textDocument/diagnostic {"textDocument": {"uri": "file:///w/a.py"}}
< 2 {"kind": "full", "items": ["..."]}
> workspace/didChangeConfiguration {"settings": {"perfhint": {"ignore": ["list-membership-in-loop"]}}}
< request 1 workspace/diagnostic/refresh
> response 1 null
> 3 textDocument/diagnostic {"textDocument": {"uri": "file:///w/a.py"}, "previousResultId": "x"}
< 3 {"kind": "full", "items": []}
