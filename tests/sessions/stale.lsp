# A client that can retry is told that an edit has overtaken its request; hover and edit in order see the same text.
> 1 initialize {"capabilities": {"general": {"staleRequestSupport": {"cancel": true, "retryOnContentModified": []}},
   "textDocument": {"diagnostic": {}, "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}}}
< 1 {}
open file:///w/a.py 1
| x = 1
> 2 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "context": {"diagnostics": []}}
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 2}, "contentChanges": [{"text": "y = 1\n"}]}
> 3 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "context": {"diagnostics": []}}
< 2 error -32801
< 3 []
