# What the client was told already is not told again.
> 1 initialize {"capabilities": {}}
< 1 {}
open file:///w/a.py 1
| x = 1
< textDocument/publishDiagnostics {"diagnostics": []}
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 2}, "contentChanges": [{"text": "x = 2\n"}]}
tick 1000
nothing
