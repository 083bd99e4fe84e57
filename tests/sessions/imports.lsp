# What another file of the workspace says of a base class decides a hint and a hover, and is followed: by file events, by
# open documents, and back to the disk when they close.
disk shapes.py
| class Point:
|     __slots__ = ("x",)
|     def __init__(self, x):
|         self.x = x
> 1 initialize {"rootUri": "file://$W", "capabilities": {"textDocument": {"publishDiagnostics": {}, "hover": {"contentFormat": ["markdown"]}}}}
< 1 {}
> initialized {}
open file://$W/main.py 1
| from shapes import Point
|
| class Dot(Point):
|     def __init__(self, x, y):
|         super().__init__(x)
|         self.y = y
|
| dots = [Dot(i, i) for i in range(1000)]
|
| class Fixed(Point):
|     __slots__ = ("z",)
# The index comes after the document was opened: its arrival checks again what it concerns.
< textDocument/publishDiagnostics {"diagnostics": []}
< textDocument/publishDiagnostics {"uri": "file://$W/main.py", "diagnostics": [{"code": "missing-slots"}]}
> 2 textDocument/hover {"textDocument": {"uri": "file://$W/main.py"}, "position": {"line": 9, "character": 7}}
< 2 {"contents": {"value": "~ **class Fixed** · 48 B an instance"}}
# The file changes on disk: slots gain nothing below a base with a __dict__.
disk shapes.py
| class Point:
|     def __init__(self, x):
|         self.x = x
> workspace/didChangeWatchedFiles {"changes": [{"uri": "file://$W/shapes.py", "type": 2}]}
nothing
tick 250
< textDocument/publishDiagnostics {"diagnostics": [{"code": "slots-defeated-by-base"}]}
> 3 textDocument/hover {"textDocument": {"uri": "file://$W/main.py"}, "position": {"line": 9, "character": 7}}
< 3 {"contents": {"value": "~ **class Fixed** · some of its bases have `__slots__`, others a `__dict__`"}}
# An open document counts more than the disk, as it is being typed.
open file://$W/shapes.py 1
| class Point:
|     __slots__ = ("x",)
|     def __init__(self, x):
|         self.x = x
< textDocument/publishDiagnostics {"uri": "file://$W/shapes.py", "diagnostics": []}
tick 250
< textDocument/publishDiagnostics {"uri": "file://$W/main.py", "diagnostics": [{"code": "missing-slots"}]}
> textDocument/didChange {"textDocument": {"uri": "file://$W/shapes.py", "version": 2}, "contentChanges": [{"range": {"start": {"line": 1, "character": 4}, "end": {"line": 1, "character": 13}}, "text": "_slots"}]}
tick 40
nothing
tick 210
< textDocument/publishDiagnostics {"uri": "file://$W/main.py", "diagnostics": [{"code": "slots-defeated-by-base"}]}
# What changes nothing for others is not told.
> textDocument/didChange {"textDocument": {"uri": "file://$W/shapes.py", "version": 3}, "contentChanges": [{"range": {"start": {"line": 3, "character": 17}, "end": {"line": 3, "character": 18}}, "text": "x + 1"}]}
tick 1000
nothing
disk shapes.py
| class Point:
|     __slots__ = ("x",)
> textDocument/didClose {"textDocument": {"uri": "file://$W/shapes.py"}}
< textDocument/publishDiagnostics {"uri": "file://$W/shapes.py", "diagnostics": []}
tick 250
< textDocument/publishDiagnostics {"uri": "file://$W/main.py", "diagnostics": [{"code": "missing-slots"}]}
undisk shapes.py
> workspace/didChangeWatchedFiles {"changes": [{"uri": "file://$W/shapes.py", "type": 3}]}
tick 250
< textDocument/publishDiagnostics {"uri": "file://$W/main.py", "diagnostics": []}
