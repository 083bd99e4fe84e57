# Partial results and progress, under the request's tokens: what is open goes out first.
disk a.py
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
disk b.py
| x = 1
> 1 initialize {"rootUri": "file://$W", "capabilities": {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}},
   "textDocument": {"diagnostic": {}}, "window": {"workDoneProgress": true}}}
# Not offered: who pulls all the same is answered.
< 1 {"capabilities": {"diagnosticProvider": {"workspaceDiagnostics": false}}}
> initialized {}
< request 1 client/registerCapability {}
> response 1 null
open file://$W/open.py 3
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
> 2 workspace/diagnostic {"previousResultIds": [], "partialResultToken": "part", "workDoneToken": 7}
< $/progress {"token": 7, "value": {"kind": "begin", "title": "perfhint: checking the workspace", "message": "0 of 3 files", "percentage": 0, "cancellable": true}}
< $/progress {"token": "part", "value": {"items": [{"kind": "full", "uri": "file://$W/open.py", "version": 3, "items": ["..."]}]}}
let OPEN /params/value/items/0/resultId
< $/progress {"token": 7, "value": {"kind": "end"}}
< $/progress {"token": "part", "value": {"items": [{"kind": "full", "uri": "file://$W/a.py", "items": ["..."]}]}}
let A /params/value/items/0/resultId
< 2 {"items": []}
# Held: news come in parts, what is unchanged, too.
> 3 workspace/diagnostic {"previousResultIds": [{"uri": "file://$W/open.py", "value": "$OPEN"}, {"uri": "file://$W/a.py", "value": "$A"}],
   "partialResultToken": "more", "workDoneToken": "work"}
nothing
> textDocument/didClose {"textDocument": {"uri": "file://$W/open.py"}}
tick 1000
< $/progress {"token": "more", "value": {"items": [{"kind": "full", "uri": "file://$W/open.py", "items": [], "resultId": "absent"}]}}
< $/progress {"token": "more", "value": {"items": [{"kind": "unchanged", "uri": "file://$W/a.py", "resultId": "$A"}]}}
< 3 {"items": []}
# A pull ends the one before it.
> 4 workspace/diagnostic {"previousResultIds": [{"uri": "file://$W/a.py", "value": "$A"}]}
nothing
> 5 workspace/diagnostic {"previousResultIds": [{"uri": "file://$W/a.py", "value": "$A"}]}
< 4 {"items": [{"kind": "unchanged", "uri": "file://$W/a.py"}]}
nothing
> $/cancelRequest {"id": 5}
< 5 error -32800
> 6 workspace/diagnostic {"previousResultIds": [], "workDoneToken": {}}
< 6 error -32602 {"message": "~ params.workDoneToken"}
