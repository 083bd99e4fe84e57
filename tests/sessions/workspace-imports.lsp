# A base class in another file decides a hint of a closed one: what rests on it is checked again, and only that.
disk shapes.py
| class Point:
|     __slots__ = ("x",)
|     def __init__(self, x):
|         self.x = x
disk main.py
| from shapes import Point
|
| class Dot(Point):
|     def __init__(self, x, y):
|         super().__init__(x)
|         self.y = y
|
| dots = [Dot(i, i) for i in range(1000)]
> 1 initialize {"rootUri": "file://$W", "initializationOptions": {"workspace-diagnostics": true},
   "capabilities": {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}, "diagnostics": {"refreshSupport": true}},
   "textDocument": {"diagnostic": {}}}}
< 1 {}
> initialized {}
# Before the workspace's modules are known, a pull waits for them.
> 2 workspace/diagnostic {"previousResultIds": []}
< request 1 client/registerCapability {}
> response 1 null
< 2 {"items": [{"uri": "file://$W/main.py", "items": [{"code": "missing-slots"}]}]}
let MAIN /result/items/0/resultId
> 3 workspace/diagnostic {"previousResultIds": [{"uri": "file://$W/main.py", "value": "$MAIN"}]}
nothing
# As it is being typed.
open file://$W/shapes.py 1
| class Point:
|     def __init__(self, x):
|         self.x = x
tick 250
< 3 {"items": [{"uri": "file://$W/main.py", "items": []}]}
let MAIN /result/items/0/resultId
# No pull waits: the client is asked to pull again, once.
> textDocument/didChange {"textDocument": {"uri": "file://$W/shapes.py", "version": 2}, "contentChanges": [{"text": "class Point:\n    __slots__ = ('x',)\n"}]}
tick 250
< request 2 workspace/diagnostic/refresh
tick 2000
nothing
> response 2 null
> 4 workspace/diagnostic {"previousResultIds": [{"uri": "file://$W/main.py", "value": "$MAIN"}]}
< 4 {"items": [{"uri": "file://$W/main.py", "items": [{"code": "missing-slots"}]}]}
