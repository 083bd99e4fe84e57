# A client that has no command that shows a page is not given documentation that it could not open.
> 1 initialize {"capabilities": {"textDocument": {"codeAction": {"documentationSupport": true,
   "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}}}}
< 1 {"capabilities": {"codeActionProvider": {"documentation": "absent"}}}
