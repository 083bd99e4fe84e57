# The hints of the whole workspace, for a client that pulls them: open documents first, with their versions, then the files
# that `perfhint check` would check. What the client knows is unchanged; a pull with nothing new is held.
disk .git/HEAD
| ref: refs/heads/main
disk .git/objects/info/none
disk .git/refs/none
disk .gitignore
| made/
disk made/slow.py
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
disk pyproject.toml
| [tool.perfhint]
| exclude = ["old"]
disk slow.py
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
disk fine.py
| x = 1
disk old/slow.py
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
disk .venv/slow.py
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
disk zoo.py
| x = 1
> 1 initialize {"rootUri": "file://$W", "initializationOptions": {"workspace-diagnostics": true}, "capabilities": {
   "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}},
   "textDocument": {"diagnostic": {"dynamicRegistration": false}}}}
< 1 {"capabilities": {"diagnosticProvider": {"workspaceDiagnostics": true}}}
> initialized {}
< request 1 client/registerCapability {}
> response 1 null
open file://$W/zoo.py 7
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
> 2 workspace/diagnostic {"identifier": "perfhint", "previousResultIds": []}
< 2 {"items": [{"kind": "full", "uri": "file://$W/zoo.py", "version": 7, "resultId": "...", "items": [{"code": "list-membership-in-loop"}]},
   {"kind": "full", "uri": "file://$W/slow.py", "version": null, "resultId": "...", "items": [{"code": "list-membership-in-loop"}]}]}
let ZOO /result/items/0/resultId
let SLOW /result/items/1/resultId
# Nothing new: the answer waits for news. What is typed settles first.
> 3 workspace/diagnostic {"previousResultIds": [{"uri": "file://$W/zoo.py", "value": "$ZOO"}, {"uri": "file://$W/slow.py", "value": "$SLOW"}]}
nothing
tick 5000
nothing
> textDocument/didChange {"textDocument": {"uri": "file://$W/zoo.py", "version": 8}, "contentChanges": [{"text": "x = 1\n"}]}
tick 900
> textDocument/didChange {"textDocument": {"uri": "file://$W/zoo.py", "version": 9}, "contentChanges": [{"text": "x = 2\n"}]}
tick 900
nothing
tick 100
< 3 {"items": [{"kind": "full", "uri": "file://$W/zoo.py", "version": 9, "items": []},
   {"kind": "unchanged", "uri": "file://$W/slow.py", "version": null, "resultId": "$SLOW"}]}
let ZOO /result/items/0/resultId
# Files change, come and go; what changes nothing for the client is no news.
> 4 workspace/diagnostic {"previousResultIds": [{"uri": "file://$W/zoo.py", "value": "$ZOO"}, {"uri": "file://$W/slow.py", "value": "$SLOW"}]}
disk fine.py
| x = 2
> workspace/didChangeWatchedFiles {"changes": [{"uri": "file://$W/fine.py", "type": 2}]}
tick 1000
nothing
disk more.py
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
undisk slow.py
> workspace/didChangeWatchedFiles {"changes": [{"uri": "file://$W/more.py", "type": 1}, {"uri": "file://$W/slow.py", "type": 3}]}
tick 250
< 4 {"items": [{"kind": "full", "uri": "file://$W/more.py", "items": [{"code": "list-membership-in-loop"}]},
   {"kind": "full", "uri": "file://$W/slow.py", "items": [], "resultId": "absent"},
   {"kind": "unchanged", "uri": "file://$W/zoo.py", "version": 9, "resultId": "$ZOO"}]}
# Old ids are told what is true now, also of what is gone.
> 5 workspace/diagnostic {"previousResultIds": [{"uri": "file://$W/more.py", "value": "old"}, {"uri": "file://$W/fine.py", "value": "old"},
   {"uri": "file://$W/gone.py", "value": "old"}]}
< 5 {"items": [{"kind": "full", "uri": "file://$W/fine.py", "items": []}, {"kind": "full", "uri": "file://$W/more.py", "items": ["..."]},
   {"kind": "full", "uri": "file://$W/gone.py", "items": [], "resultId": "absent"}]}
# A held pull is cancelled; another ends with the session.
> 6 workspace/diagnostic {"previousResultIds": [{"uri": "file://$W/zoo.py", "value": "$ZOO"}]}
< 6 {"items": [{"uri": "file://$W/more.py"}, {"kind": "unchanged", "uri": "file://$W/zoo.py"}]}
let MORE /result/items/0/resultId
> 7 workspace/diagnostic {"previousResultIds": [{"uri": "file://$W/more.py", "value": "$MORE"}]}
nothing
> $/cancelRequest {"id": 7}
< 7 error -32800
> workspace/didChangeConfiguration {"settings": {"perfhint": {"workspace-diagnostics": true, "micro": true}}}
tick 1000
nothing
> 8 workspace/diagnostic {"previousResultIds": [{"uri": "file://$W/more.py", "value": "$MORE"}]}
nothing
# Settings: an ignored rule takes the hint away.
> workspace/didChangeConfiguration {"settings": {"perfhint": {"workspace-diagnostics": true, "ignore": ["list-membership-in-loop"]}}}
tick 250
< 8 {"items": [{"kind": "full", "uri": "file://$W/more.py", "items": []}]}
let MORE /result/items/0/resultId
> 9 workspace/diagnostic {"previousResultIds": [{"uri": "file://$W/more.py", "value": "$MORE"}]}
> 10 shutdown
< 10 null
< 9 error -32802 {"data": {"retriggerRequest": false}}
