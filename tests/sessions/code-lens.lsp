# What an instance takes, above each class: off until the setting asks for it.
> 1 initialize {"capabilities": {"workspace": {"codeLens": {"refreshSupport": true}}, "textDocument": {"diagnostic": {}, "codeLens": {}}}}
< 1 {"capabilities": {"codeLensProvider": {"resolveProvider": false}, "inlayHintProvider": "absent"}}
> initialized {}
open file:///w/a.py 1
| class Point:
|     def __init__(self, x, y, z):
|         self.x = x
|         self.y = y
|         self.z = z
|
| class Slotted:
|     __slots__ = ("x",)
|
| class Odd(unknown):
|     pass
> 2 textDocument/codeLens {"textDocument": {"uri": "file:///w/a.py"}}
< 2 []
> workspace/didChangeConfiguration {"settings": {"perfhint": {"codeLens": {"classes": true}, "pythonVersion": "3.12"}}}
< request 1 workspace/codeLens/refresh
> response 1 null
> 3 textDocument/codeLens {"textDocument": {"uri": "file:///w/a.py"}}
< 3 [{"range": {"start": {"line": 0, "character": 6}, "end": {"line": 0, "character": 11}},
     "command": {"title": "88 B/instance · 32 B saved with __slots__", "command": "", "tooltip": "~ 3 attributes"}},
   {"range": {"start": {"line": 6, "character": 6}}, "command": {"title": "40 B/instance"}}]
> workspace/didChangeConfiguration {"settings": {"perfhint": {"codeLens": {"classes": false}}}}
< request 2 workspace/codeLens/refresh
> response 2 null
> 4 textDocument/codeLens {"textDocument": {"uri": "file:///w/a.py"}}
< 4 []
nothing
