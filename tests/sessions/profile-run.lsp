# A file is run and measured when the user has allowed it; what was measured is written beside it, and loaded.
disk a.py
| def find(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
> 1 initialize {"workspaceFolders": [{"uri": "file://$W", "name": "w"}],
   "capabilities": {"workspace": {"executeCommand": {}}, "textDocument": {"diagnostic": {}}}}
< 1 {}
> initialized {}
open file://$W/a.py 1
| def find(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
> 2 workspace/executeCommand {"command": "perfhint.profile", "arguments": [{"uri": "file://$W/a.py"}]}
< request 1 window/showMessageRequest {"type": 3, "message": "~ Profile writes perfhint-profile.json and runs a.py, as it is on disk, with ",
   "actions": [{"title": "Run"}, {"title": "Always for this workspace"}, {"title": "Cancel"}]}
> response 1 {"title": "Cancel"}
< 2 {"measured": false, "problem": "not allowed"}
child {"perfhint_profile": 1, "unit": "seconds", "total": 4.0, "files": {"$W/a.py": {"functions": [{"name": "find", "line": 1, "self": 3.0, "total": 3.0, "calls": 1}]}}}
> 3 workspace/executeCommand {"command": "perfhint.profile", "arguments": [{"uri": "file://$W/a.py", "kind": "time"}]}
< request 2 window/showMessageRequest "..."
> response 2 {"title": "Always for this workspace"}
background all
< 3 {"profile": "perfhint-profile.json", "unit": "seconds", "total": 4.0, "files": 1}
> 4 textDocument/diagnostic {"textDocument": {"uri": "file://$W/a.py"}}
< 4 {"items": [{"code": "list-membership-in-loop", "severity": 2, "message": "~ find() takes 75 % of the run (3.00 s of 4.00 s, perfhint-profile.json)."}]}
# A program that fails before anything was measured; it is not asked again.
child killed by signal 9
> 5 workspace/executeCommand {"command": "perfhint.profile", "arguments": [{"uri": "file://$W/a.py", "kind": "lines"}]}
< 5 error -32803 {"message": "killed by signal 9"}
> 6 workspace/executeCommand {"command": "perfhint.profile", "arguments": [{"uri": "file://$W/a.py", "kind": "energy"}]}
< 6 error -32602 {"message": "\"kind\" is time, lines or memory, not energy"}
> 7 shutdown
< 7 null
> exit
