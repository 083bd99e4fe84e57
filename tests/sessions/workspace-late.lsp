# The setting comes too late for a client that is told at the start what it may pull.
> 1 initialize {"capabilities": {"textDocument": {"diagnostic": {}}}}
< 1 {"capabilities": {"diagnosticProvider": {"workspaceDiagnostics": false}}}
> workspace/didChangeConfiguration {"settings": {"perfhint": {"workspace-diagnostics": true}}}
< window/showMessage {"type": 3, "message": "~ workspace-diagnostics counts from the server's next start"}
> workspace/didChangeConfiguration {"settings": {"perfhint": {"workspace-diagnostics": "yes", "workspace-max-bytes": 0}}}
< window/showMessage {"type": 2, "message": "~ \"workspace-diagnostics\" must be true or false"}
< window/showMessage {"type": 2, "message": "~ \"workspace-max-bytes\" must be a number from 1"}
# Without a folder there are the open documents; what is no file is pulled alone.
open file:///nowhere/a.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
open untitled:Untitled-1 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
> 2 workspace/diagnostic {"previousResultIds": [{"uri": "untitled:Untitled-1", "value": "1"}]}
< 2 {"items": [{"uri": "file:///nowhere/a.py", "version": 1, "items": ["..."]}]}
