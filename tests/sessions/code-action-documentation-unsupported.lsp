# A client that knows no documentation of code actions is not given any, whatever commands it has.
> 1 initialize {"capabilities": {"textDocument": {"codeAction": {
   "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}},
   "experimental": {"commands": {"commands": ["perfhint.explainRule"]}}}}
< 1 {"capabilities": {"codeActionProvider": {"documentation": "absent"}}}
