# The error names the place.
> 1 initialize {"capabilities": []}
< 1 error -32602 {"message": "params.capabilities: expected an object, got array"}
> 2 initialize {"capabilities": {}}
< 2 {}
> 3 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": -1, "character": 0}}
< 3 error -32602 {"message": "~ params.position.line"}
> 4 textDocument/hover {"textDocument": {"uri": 7}, "position": {"line": 0, "character": 0}}
< 4 error -32602 {"message": "params.textDocument.uri: expected a string, got number"}
> 5 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}}
< 5 error -32602 {"message": "params.position: expected an object, got null"}
> 6 textDocument/hover
< 6 error -32602 {"message": "params: expected an object, got null"}
> 7 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": "x"}}, "context": {"diagnostics": []}}
< 7 error -32602 {"message": "params.range.end.character: expected an unsigned integer, got string"}
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 1}, "contentChanges": [{"text": 5}]}
> textDocument/didOpen {"textDocument": {}}
> $/cancelRequest {"id": {}}
nothing
> 8 textDocument/hover {"textDocument": {"uri": "file:///w/not-open.py"}, "position": {"line": 0, "character": 0}}
< 8 null
