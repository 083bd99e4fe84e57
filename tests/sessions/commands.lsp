# What workspace/executeCommand tells: a rule's page, the settings that count, the layout of a class by version.
> 1 initialize {"capabilities": {"textDocument": {"diagnostic": {}}}}
< 1 {"capabilities": {"executeCommandProvider": {"commands": ["perfhint.explain", "perfhint.fixAll", "perfhint.layout",
    "perfhint.measure", "perfhint.profile", "perfhint.effectiveSettings", "perfhint.loadProfile", "perfhint.clearProfile",
    "perfhint.printDebugInformation"]}}}
> initialized {}
open file:///w/a.py 1
| class Point:
|     def __init__(self, x, y):
|         self.x = x
|         self.y = y
|
| class Slotted:
|     __slots__ = ("b", "a")
|
| class Odd(unknown):
|     pass
|
| x = 1
> 2 workspace/executeCommand {"command": "perfhint.explain", "arguments": ["list-pop0"]}
< 2 {"rule": "list-pop0", "markdown": "~ ## Measured"}
> 3 workspace/executeCommand {"command": "perfhint.explain", "arguments": ["list-pop"]}
< 3 error -32602 {"message": "~ no rule \"list-pop\": did you mean list-pop0?"}
> 4 workspace/executeCommand {"command": "perfhint.explain"}
< 4 error -32602 {"message": "the command needs a rule's name"}
> 5 workspace/executeCommand {"command": "perfhint.effectiveSettings", "arguments": [{"textDocument": {"uri": "file:///w/a.py"}}]}
< 5 {"markdown": "~ max-hints = 20"}
# By address: 3.12 has the pointers to dict and weak references before the collector's head, and the values apart.
> workspace/didChangeConfiguration {"settings": {"perfhint": {"pythonVersion": "3.12"}}}
> 6 workspace/executeCommand {"command": "perfhint.layout",
   "arguments": [{"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 2, "character": 10}}]}
< 6 {"name": "Point", "python": "3.12", "unknown": null, "layouts": [
    {"python": "3.8", "bytes": 152, "parts": [{"name": "GC head", "offset": -16, "bytes": 16}, {"name": "header", "offset": 0},
      {"name": "dict, weakrefs", "offset": 16, "bytes": 16}, {"name": "__dict__", "offset": null, "bytes": 104, "names": ["x", "y"]}]},
    {"python": "3.9"}, {"python": "3.10"},
    {"python": "3.11", "parts": [{"name": "dict, values", "offset": -32}, {"name": "GC head"}, {"name": "header"},
      {"name": "weakrefs", "offset": 16, "bytes": 8}, {"name": "inline values", "offset": null}]},
    {"python": "3.12", "bytes": 80, "parts": [{"name": "dict, weakrefs", "offset": -32, "bytes": 16}, {"name": "GC head"},
      {"name": "header"}, {"name": "inline values", "offset": null, "bytes": 32}],
     "slots": {"bytes": 48, "parts": [{"name": "GC head"}, {"name": "header"}, {"name": "slots", "offset": 16, "names": ["x", "y"]}]},
     "plain": null},
    {"python": "3.13", "bytes": 88, "parts": [{}, {}, {}, {"name": "inline values", "offset": 16, "bytes": 40}]},
    {"python": "3.14"}, {"python": "3.15"}]}
> 7 workspace/executeCommand {"command": "perfhint.layout",
   "arguments": [{"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 5, "character": 0}}]}
< 7 {"name": "Slotted", "layouts": [{"parts": [{}, {}, {"name": "slots", "names": ["a", "b"]}], "slots": null, "plain": {"bytes": 152}},
    {}, {}, {}, {}, {}, {}, {}]}
> 8 workspace/executeCommand {"command": "perfhint.layout",
   "arguments": [{"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 8, "character": 7}}]}
< 8 {"name": "Odd", "unknown": "~ unknown", "layouts": []}
> 9 workspace/executeCommand {"command": "perfhint.layout",
   "arguments": [{"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 11, "character": 1}}]}
< 9 null
> 10 workspace/executeCommand {"command": "perfhint.layout", "arguments": [{"textDocument": {"uri": "file:///w/b.py"}, "position": {"line": 0, "character": 0}}]}
< 10 error -32602 {"message": "file:///w/b.py is not open"}
> 11 workspace/executeCommand {"command": "perfhint.fixAll", "arguments": [{"textDocument": {"uri": "file:///w/a.py"}}]}
< 11 error -32803 {"message": "the client has no workspace/applyEdit"}
