# An answer about the workspace has so many bytes; the rest comes with the next pull.
disk a.py
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
disk b.py
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
> 1 initialize {"rootUri": "file://$W", "initializationOptions": {"workspaceDiagnostics": true, "workspaceMaxBytes": 100},
   "capabilities": {"textDocument": {"diagnostic": {}}}}
< 1 {"capabilities": {"diagnosticProvider": {"workspaceDiagnostics": true}}}
> initialized {}
> 2 workspace/diagnostic {"previousResultIds": []}
< 2 {"items": [{"uri": "file://$W/a.py"}]}
let A /result/items/0/resultId
> 3 workspace/diagnostic {"previousResultIds": [{"uri": "file://$W/a.py", "value": "$A"}]}
< 3 {"items": [{"uri": "file://$W/b.py"}, {"uri": "file://$W/a.py", "kind": "unchanged"}]}
let B /result/items/0/resultId
> 4 workspace/diagnostic {"previousResultIds": [{"uri": "file://$W/a.py", "value": "$A"}, {"uri": "file://$W/b.py", "value": "$B"}]}
nothing
# Turned off, the hints go away, and the answer waits for what never comes.
> workspace/didChangeConfiguration {"settings": {"perfhint": {"workspace-diagnostics": false}}}
tick 250
< 4 {"items": [{"uri": "file://$W/a.py", "kind": "full", "items": []}, {"uri": "file://$W/b.py", "kind": "full", "items": []}]}
> 5 workspace/diagnostic {"previousResultIds": []}
tick 1000
nothing
# This client tells of no files: a save is reason to look.
> workspace/didChangeConfiguration {"settings": {"perfhint": {"workspace-diagnostics": true}}}
tick 250
< 5 {"items": [{"uri": "file://$W/a.py"}, {"uri": "file://$W/b.py"}]}
> 6 workspace/diagnostic {"previousResultIds": [{"uri": "file://$W/a.py", "value": "$A"}, {"uri": "file://$W/b.py", "value": "$B"}]}
nothing
disk a.py
| x = 1
open file://$W/c.py 1
| x = 1
tick 1000
nothing
> textDocument/didSave {"textDocument": {"uri": "file://$W/c.py"}}
tick 250
< 6 {"items": [{"uri": "file://$W/a.py", "kind": "full", "items": []}, {"uri": "file://$W/b.py", "kind": "unchanged"}]}
