# Requests before initialize and after shutdown are refused; notifications there are dropped.
> 1 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 0}}
< 1 error -32002
open file:///w/a.py 1
| x = 1
nothing
> "a" nonsense
< "a" error -32002
> 2 initialize {"capabilities": {}}
< 2 {"serverInfo": {"name": "perfhint"}}
> initialized {}
> 3 shutdown
< 3 null
> 4 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 0}}
< 4 error -32600
> 5 shutdown
< 5 error -32600
open file:///w/a.py 1
| x = 1
nothing
> exit
exit 0
