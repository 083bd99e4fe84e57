# What cannot be measured is told before anybody is asked.
> 1 initialize {"workspaceFolders": [{"uri": "file:///w", "name": "w"}], "capabilities": {"textDocument": {"diagnostic": {}}}}
< 1 "..."
> initialized {}
open file:///w/a.py 1
| def have(items, other: list[int]):
|     return [x for x in items if x in other]
> 2 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 1}]}
< 2 error -32803 {"message": "list-membership-in-loop cannot be measured here: no stand-in for `items` (nothing tells its type)"}
> 3 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 0}]}
< 3 error -32803 {"message": "there is no hint with a fix on that line"}
> 4 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/b.py", "line": 0}]}
< 4 error -32602 {"message": "file:///w/b.py is not open"}
> 5 workspace/executeCommand {"command": "perfhint.measure"}
< 5 error -32602
> 6 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py"}]}
< 6 error -32602
> workspace/didChangeConfiguration {"settings": {"perfhint": {"measure": {"enable": false}}}}
> 7 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 1}]}
< 7 error -32803 {"message": "measure.enable is off for this file"}
