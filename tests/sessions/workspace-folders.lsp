# Folders come and go: what modules import is looked up in those that are there, open documents count on, and the
# editor's patterns are relative to the folder that a file is in now.
disk one/shapes.py
| class Point:
|     __slots__ = ("x",)
|     def __init__(self, x):
|         self.x = x
> 1 initialize {"workspaceFolders": [], "capabilities": {"textDocument": {"publishDiagnostics": {}}}, "initializationOptions": {"exclude": ["gen"]}}
< 1 {"capabilities": {"workspace": {"workspaceFolders": {"supported": true, "changeNotifications": true}}}}
> initialized {}
open file://$W/two/main.py 1
| from shapes import Point
|
| class Dot(Point):
|     def __init__(self, x, y):
|         super().__init__(x)
|         self.y = y
|
| dots = [Dot(i, i) for i in range(1000)]
< textDocument/publishDiagnostics {"diagnostics": []}
> workspace/didChangeWorkspaceFolders {"event": {"added": [{"uri": "file://$W/one/", "name": "one"}], "removed": []}}
< textDocument/publishDiagnostics {"uri": "file://$W/two/main.py", "diagnostics": [{"code": "missing-slots"}]}
> workspace/didChangeWorkspaceFolders {"event": {"added": [{"uri": "file://$W/two", "name": "two"}], "removed": [{"uri": "file://$W/one", "name": "one"}]}}
< textDocument/publishDiagnostics {"uri": "file://$W/two/main.py", "diagnostics": []}
open file://$W/two/gen/made.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
< textDocument/publishDiagnostics {"uri": "file://$W/two/gen/made.py", "diagnostics": []}
> workspace/didChangeWorkspaceFolders {"event": {"added": [], "removed": [{"uri": "file://$W/two", "name": "two"}]}}
< textDocument/publishDiagnostics {"uri": "file://$W/two/gen/made.py", "diagnostics": ["..."]}
