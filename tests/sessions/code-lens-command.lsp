# A client that shows layouts says so, as rust-analyzer's clients do: a click on the lens is then its command.
> 1 initialize {"capabilities": {"textDocument": {"codeLens": {}}, "experimental": {"commands": {"commands": ["perfhint.showLayout"]}}},
   "initializationOptions": {"codeLens": {"classes": true}}}
< 1 {}
open file:///w/a.py 1
| x = 1
|
| class Point:
|     def __init__(self, x):
|         self.x = x
< textDocument/publishDiagnostics {}
> 2 textDocument/codeLens {"textDocument": {"uri": "file:///w/a.py"}}
< 2 [{"command": {"title": "~ B/instance", "command": "perfhint.showLayout", "arguments": ["file:///w/a.py", {"line": 2, "character": 6}]}}]
