> 1 initialize {"capabilities": {}}
< 1 {}
> 2 textDocument/completion {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 0}}
< 2 error -32601
> 3 $/nonsense {}
< 3 error -32601
> $/nonsense {}
> workspace/nonsense {}
> $/setTrace {"value": "verbose"}
> $/cancelRequest {"id": 99}
> response 77 null
nothing
