# Checking a workspace takes long: meanwhile the user types, and may stop it.
disk a.py
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
disk b.py
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
> 1 initialize {"rootUri": "file://$W", "initializationOptions": {"workspace-diagnostics": true},
   "capabilities": {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}, "diagnostics": {"refreshSupport": true}},
   "textDocument": {"diagnostic": {}}, "window": {"workDoneProgress": true}}}
< 1 {}
> initialized {}
< request 1 client/registerCapability {}
> response 1 null
background 0
open file://$W/zoo.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
> 2 workspace/diagnostic {"previousResultIds": [], "partialResultToken": "part"}
nothing
# The pull, its list of files, the open document.
background 3
nothing
> textDocument/didChange {"textDocument": {"uri": "file://$W/zoo.py", "version": 2}, "contentChanges": [{"text": "x = 1\n"}]}
> 3 textDocument/diagnostic {"textDocument": {"uri": "file://$W/zoo.py"}}
< 3 {"kind": "full", "items": []}
# As it was when it was taken.
background 2
< $/progress {"token": "part", "value": {"items": [{"uri": "file://$W/zoo.py", "version": 1, "items": ["..."]}]}}
# What takes long is shown.
tick 1000
< request 2 window/workDoneProgress/create {"token": "perfhint/1"}
> response 2 null
< $/progress {"token": "perfhint/1", "value": {"kind": "begin", "message": "0 of 3 files", "percentage": 0}}
# The typing has settled: what is left is checked from the start, its newer text first.
background 5
< $/progress {"token": "perfhint/1", "value": {"kind": "report", "message": "0 of 3 files"}}
< $/progress {"token": "part", "value": {"items": [{"uri": "file://$W/zoo.py", "version": 2, "items": []}]}}
> window/workDoneProgress/cancel {"token": "another"}
> window/workDoneProgress/cancel {"token": "perfhint/1"}
background all
< $/progress {"token": "perfhint/1", "value": {"kind": "end"}}
nothing
tick 5000
nothing
# What is stopped goes on when something changes.
> workspace/didChangeWatchedFiles {"changes": [{"uri": "file://$W/a.py", "type": 2}]}
tick 250
< $/progress {"token": "part", "value": {"items": [{"uri": "file://$W/a.py", "items": ["..."]}]}}
< $/progress {"token": "part", "value": {"items": [{"uri": "file://$W/b.py", "items": ["..."]}]}}
< 2 {"items": []}
# A pull that is cancelled while its files are checked is answered at once; its token is valid until then.
background 0
> 4 workspace/diagnostic {"previousResultIds": [], "workDoneToken": "mine"}
background 3
< $/progress {"token": "mine", "value": {"kind": "begin"}}
> $/cancelRequest {"id": 4}
< $/progress {"token": "mine", "value": {"kind": "end"}}
< 4 error -32800
background all
nothing
# Something changes while no pull waits, and the session is over before it was looked at: no one is asked to pull.
background 0
> workspace/didChangeWatchedFiles {"changes": [{"uri": "file://$W/a.py", "type": 2}]}
tick 250
nothing
> 5 shutdown
< 5 null
background all
nothing
