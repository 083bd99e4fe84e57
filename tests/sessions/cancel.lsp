# A cancelled request is answered at once, and only once.
> 1 initialize {"capabilities": {}}
< 1 {}
open file:///w/a.py 1
| xs = [1, 2, 3]
> 2 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 5}}
> "two" textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 2}}
> 3 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 2}}
> $/cancelRequest {"id": "two"}
> $/cancelRequest {"id": 2}
< "two" error -32800
< 2 error -32800
< textDocument/publishDiagnostics {"diagnostics": []}
< 3 null
> $/cancelRequest {"id": 3}
nothing
# An id may be used again once it is answered (before: id-in-use.lsp).
> 3 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 2}}
> $/cancelRequest {"id": 3}
> 3 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 2}}
< 3 error -32800
< 3 null
