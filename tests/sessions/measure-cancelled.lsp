# A measurement with its progress; cancelled by the user, by the client's request, and one at a time.
> 1 initialize {"workspaceFolders": [{"uri": "file:///w", "name": "w"}],
   "capabilities": {"workspace": {"executeCommand": {}}, "window": {"workDoneProgress": true}, "textDocument": {"diagnostic": {}}}}
< 1 "..."
> initialized {}
> workspace/didChangeConfiguration {"settings": {"perfhint": {"measure": {"runs": 2}}}}
open file:///w/a.py 1
| def drain(n: int):
|     queue = list(range(n))
|     while queue:
|         queue.pop(0)
> 2 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 3}]}
< request 1 window/showMessageRequest "..."
> response 1 {"title": "Always for this workspace"}
< request 2 window/workDoneProgress/create {"token": "perfhint/measure/1"}
# While it waits for a place to show its progress, it is the one that runs.
> 3 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 3}]}
< 3 error -32803 {"message": "something is being measured already"}
child {"n": 10, "before": [3e-6], "after": [1e-6]}
child {"n": 10, "before": [3e-6], "after": [1e-6]}
> response 2 null
< $/progress {"token": "perfhint/measure/1", "value": {"kind": "begin", "title": "~ Measuring list-pop0 · ", "percentage": 0}}
< $/progress {"token": "perfhint/measure/1", "value": {"kind": "report", "message": "run 1 of 2", "percentage": 0}}
< $/progress {"token": "perfhint/measure/1", "value": {"kind": "report", "message": "run 2 of 2", "percentage": 50}}
< $/progress {"token": "perfhint/measure/1", "value": {"kind": "end"}}
< window/showMessage {"message": "list-pop0: 3.00x faster (3.00 -> 1.00 us, +-1 %, n = 10)"}
< 2 {"measured": true}
# By the user.
> 4 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 3}]}
< request 3 window/workDoneProgress/create {"token": "perfhint/measure/2"}
child {"n": 10, "before": [3e-6], "after": [1e-6]}
> response 3 null
> window/workDoneProgress/cancel {"token": "perfhint/measure/2"}
< $/progress {"token": "perfhint/measure/2", "value": {"kind": "begin"}}
< $/progress {"token": "perfhint/measure/2", "value": {"kind": "report"}}
< $/progress {"token": "perfhint/measure/2", "value": {"kind": "end"}}
< 4 {"measured": false, "problem": "cancelled"}
# By the request's id: it is answered at once, and nothing is shown.
> 5 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 3}]}
< request 4 window/workDoneProgress/create {"token": "perfhint/measure/3"}
child {"n": 10, "before": [3e-6], "after": [1e-6]}
> response 4 null
> $/cancelRequest {"id": 5}
< $/progress {"token": "perfhint/measure/3", "value": {"kind": "begin"}}
< 5 error -32800
< $/progress {"token": "perfhint/measure/3", "value": {"kind": "report"}}
< $/progress {"token": "perfhint/measure/3", "value": {"kind": "end"}}
