# A client that announces nothing gets nothing optional; an empty file has no hints.
> 1 initialize {"capabilities": {}, "processId": null}
< 1 {"capabilities": {"positionEncoding": "utf-16", "textDocumentSync": {"openClose": true, "change": 2, "save": {}},
   "hoverProvider": true, "codeActionProvider": true, "diagnosticProvider": "absent"},
   "serverInfo": {"name": "perfhint", "version": "..."}}
> initialized {}
nothing
open file:///w/a.py 1
< textDocument/publishDiagnostics {"uri": "file:///w/a.py", "version": "absent", "diagnostics": []}
open file:///w/b.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
< textDocument/publishDiagnostics {"uri": "file:///w/b.py", "version": "absent", "diagnostics": [
   {"code": "list-membership-in-loop", "source": "perfhint", "message": "...", "codeDescription": "absent",
    "data": "absent", "relatedInformation": "absent", "tags": "absent",
    "range": {"start": {"line": 1, "character": 28}, "end": {"line": 1, "character": 34}}}]}
# Without code action literals there is nothing that could be sent.
> 2 textDocument/codeAction {"textDocument": {"uri": "file:///w/b.py"},
   "range": {"start": {"line": 1, "character": 28}, "end": {"line": 1, "character": 28}}, "context": {"diagnostics": []}}
< 2 []
> 3 textDocument/hover {"textDocument": {"uri": "file:///w/b.py"}, "position": {"line": 1, "character": 28}}
< 3 {"contents": {"kind": "plaintext", "value": "~ list-membership-in-loop"}}
> 4 shutdown
< 4 null
> exit
exit 0
