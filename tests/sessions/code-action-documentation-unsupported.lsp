# A client that knows no documentation of code actions, or has no command that shows a page, is not given any.
> 1 initialize {"capabilities": {"textDocument": {"codeAction": {"documentationSupport": true,
   "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}}}}
< 1 {"capabilities": {"codeActionProvider": {"documentation": "absent"}}}
