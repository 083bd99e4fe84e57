# A limit on the file's size is lifted for every answer at once, also where hints are not wanted.
> 1 initialize {"rootUri": "file:///w", "capabilities": {}}
< 1 {}
open file:///w/a.py 1
| x = [1, 2]
< textDocument/publishDiagnostics {"diagnostics": []}
> workspace/didChangeConfiguration {"settings": {"perfhint": {"maxBytes": 3}}}
< textDocument/publishDiagnostics {"diagnostics": [{"code": "file-too-large"}]}
> 2 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 5}}
< 2 null
> workspace/didChangeConfiguration {"settings": {"perfhint": {"exclude": ["a.py"]}}}
> 3 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 5}}
< textDocument/publishDiagnostics {"diagnostics": []}
< 3 {"contents": "..."}
# And holds at once.
> workspace/didChangeConfiguration {"settings": {"perfhint": {"exclude": ["a.py"], "maxBytes": 3}}}
> 4 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 5}}
< 4 null
