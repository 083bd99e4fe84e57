# The client breaks the protocol: an id must not be used again before its request is answered. The request that waits goes on.
> 1 initialize {"capabilities": {}}
< 1 {}
open file:///w/a.py 1
| xs = [1, 2, 3]
< textDocument/publishDiagnostics {"diagnostics": []}
> 4 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 2}}
> 4 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 2}}
< 4 error -32600
< 4 null
