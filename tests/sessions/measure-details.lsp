# Where the client shows documents that it asks the server for, the result leads to one.
> 1 initialize {"workspaceFolders": [{"uri": "file:///w", "name": "w"}],
   "capabilities": {"workspace": {"executeCommand": {}}, "window": {"showDocument": {"support": true}},
    "textDocument": {"diagnostic": {}}, "experimental": {"perfhint": {"documents": true}}},
   "initializationOptions": {"perfhint": {"measure": {"runs": 1}}}}
< 1 {}
> initialized {}
open file:///w/a.py 1
| def total(xs: list[int]) -> int:
|     return max(xs) + sum(xs)
child {"n": 10, "before": [1.1e-6]}
> 2 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 1, "what": "function"}]}
< request 1 window/showMessageRequest {"message": "~ Measure runs the body of `total` (a.py) with "}
> response 1 {"title": "Always for this workspace"}
< request 2 window/showMessageRequest {"type": 3, "message": "`total`: 1.10 us (+-1 %, n = 10)", "actions": [{"title": "Details"}]}
< 2 {"measured": true, "uri": "perfhint:/measure/1.md"}
> response 2 {"title": "Details"}
< request 3 window/showDocument {"uri": "perfhint:/measure/1.md", "takeFocus": true}
> response 3 {"success": true}
> 3 workspace/textDocumentContent {"uri": "perfhint:/measure/1.md"}
< 3 {"text": "~ # `total`: what its body takes"}
child {"n": 10, "before": [1.1e-6]}
> 4 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 1, "what": "function"}]}
< request 4 window/showMessageRequest {"message": "`total`: 1.10 us (+-1 %, n = 10)"}
< 4 {"measured": true, "uri": "perfhint:/measure/2.md"}
> response 4 null
