> 1 initialize {"capabilities": {}, "initializationOptions": {"run": "onSave"}}
< 1 {}
open file:///w/a.py 1
| x = 1
< textDocument/publishDiagnostics {"diagnostics": []}
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 2}, "contentChanges": [
   {"text": "def common(a: list[int], b: list[int]):\n    return [x for x in a if x in b]\n"}]}
tick 1000
nothing
> textDocument/didSave {"textDocument": {"uri": "file:///w/a.py"}}
< textDocument/publishDiagnostics {"diagnostics": ["..."]}
