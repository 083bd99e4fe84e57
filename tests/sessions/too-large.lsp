# A file over the limit says so, and nothing else; it comes back when it shrinks.
> 1 initialize {"capabilities": {"textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}},
   "initializationOptions": {"max-bytes": 80}}
< 1 {}
open file:///w/a.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
< textDocument/publishDiagnostics {"diagnostics": [{"code": "list-membership-in-loop"}]}
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 2}, "contentChanges": [
   {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "# 0123456789\n"}]}
tick 40
< textDocument/publishDiagnostics {"diagnostics": [{"severity": 3, "code": "file-too-large", "message": "~ 80 bytes",
   "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}}]}
> 2 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 2, "character": 28}}
< 2 null
> 3 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 0}}, "context": {"diagnostics": []}}
< 3 []
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 3}, "contentChanges": [
   {"range": {"start": {"line": 0, "character": 2}, "end": {"line": 0, "character": 12}}, "text": ""}]}
tick 40
< textDocument/publishDiagnostics {"diagnostics": [{"code": "list-membership-in-loop", "range": {"start": {"line": 2}}}]}
> workspace/didChangeConfiguration {"settings": {"perfhint": {"max-bytes": 10}}}
< textDocument/publishDiagnostics {"diagnostics": [{"code": "file-too-large"}]}
