# exit does not wait for what is being computed: that is told to be cancelled, so that every request has its answer. A client that
# traces is told no more: only answers come after exit.
> 1 initialize {"capabilities": {"textDocument": {"diagnostic": {}}}}
< 1 {}
open file:///w/a.py 1
| x = [1, 2]
> 2 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 4}}
> "three" textDocument/diagnostic {"textDocument": {"uri": "file:///w/a.py"}}
> $/setTrace {"value": "messages"}
> 4 shutdown
> exit
< 4 null
< $/logTrace {}
< 2 error -32800
< "three" error -32800
exit 0
