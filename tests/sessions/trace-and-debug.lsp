# $/logTrace follows the trace value; perfhint.printDebugInformation tells of the session.
> 1 initialize {"capabilities": {"textDocument": {"diagnostic": {}}}, "trace": "messages"}
< 1 {"capabilities": {"executeCommandProvider": "..."}}
< $/logTrace {"message": "~ initialize(1)", "verbose": "absent"}
> initialized {}
> $/setTrace {"value": "verbose"}
> 2 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 0}}
< 2 null
< $/logTrace {"message": "~ textDocument/hover(2)", "verbose": "0 documents are open, 0 requests wait"}
> $/setTrace {"value": "off"}
open file:///w/a.py 4
| x = 1
> 3 workspace/executeCommand {"command": "perfhint.printDebugInformation"}
< window/logMessage {"type": 4, "message": "~ file:///w/a.py"}
< 3 {"version": "...", "residentBytes": "...", "indexedModules": 0,
   "documents": [{"uri": "file:///w/a.py", "version": 4, "bytes": 6, "blocks": 1, "memoryBytes": "...", "excluded": false,
    "settings": {"max-hints": {"value": 20, "origin": "default"}}}]}
> 4 workspace/executeCommand {"command": "rm"}
< 4 error -32602 {"message": "perfhint has no command rm"}
> 5 shutdown
< 5 null
> exit
exit 0
