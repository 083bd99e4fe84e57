# Nothing runs in a workspace that is not trusted, nor where the setting is off, nor what has no stand-in.
> 1 initialize {"workspaceFolders": [{"uri": "file:///w", "name": "w"}],
   "capabilities": {"workspace": {"executeCommand": {}}, "textDocument": {"diagnostic": {},
     "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}},
    "experimental": {"perfhint": {"trusted": false}}}}
< 1 {"capabilities": {"codeActionProvider": {"codeActionKinds": ["quickfix", "refactor.rewrite.perfhint", "source.fixAll.perfhint"]}}}
> initialized {}
open file:///w/a.py 1
| def drain(n: int):
|     queue = list(range(n))
|     while queue:
|         queue.pop(0)
> 2 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"}, "context": {"diagnostics": [], "only": ["source.perfhint.measure"]},
   "range": {"start": {"line": 3, "character": 8}, "end": {"line": 3, "character": 8}}}
< 2 []
> 3 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 3}]}
< 3 error -32803 {"message": "perfhint runs no code of a workspace that is not trusted"}
