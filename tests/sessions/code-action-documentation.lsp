# "How fixes are judged safe" is in the menu of fixes, where the client shows pages by a command of its own.
> 1 initialize {"capabilities": {"textDocument": {"codeAction": {"documentationSupport": true,
   "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}},
   "experimental": {"commands": {"commands": ["perfhint.explainRule"]}}}}
< 1 {"capabilities": {"codeActionProvider": {"documentation": [
   {"kind": "quickfix", "command": {"title": "How fixes are judged safe", "command": "perfhint.explainRule", "arguments": ["fix-safety"]}},
   {"kind": "refactor.rewrite.perfhint", "command": {"title": "How fixes are judged safe", "command": "perfhint.explainRule", "arguments": ["fix-safety"]}}]}}}
> 2 workspace/executeCommand {"command": "perfhint.explain", "arguments": ["fix-safety"]}
< 2 {"rule": "fix-safety", "markdown": "~ What it cannot prove it calls unsafe"}
