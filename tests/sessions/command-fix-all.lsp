# perfhint.fixAll: the edits go to the client, whose answer is that to the command. A client of LSP 3.18 is told that
# nothing else changes.
> 1 initialize {"capabilities": {"workspace": {"applyEdit": true, "workspaceEdit": {"documentChanges": true, "metadataSupport": true}},
   "textDocument": {"diagnostic": {}}}}
< 1 {}
open file:///w/a.py 7
| def known(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
open file:///w/b.py 1
| x = 1
> 2 workspace/executeCommand {"command": "perfhint.fixAll", "arguments": [{"textDocument": {"uri": "file:///w/a.py"}}]}
< request 1 workspace/applyEdit {"label": "Apply all safe perfhint fixes", "metadata": {"isRefactoring": true}, "edit": {"changes": "absent",
   "documentChanges": [{"textDocument": {"uri": "file:///w/a.py", "version": 7}, "edits": "..."}]}}
> response 1 {"applied": true}
< 2 {"applied": true}
> 3 workspace/executeCommand {"command": "perfhint.fixAll", "arguments": [{"textDocument": {"uri": "file:///w/a.py"}}]}
< request 2 workspace/applyEdit {"edit": {}}
> response 2 {"applied": false, "failureReason": "read-only"}
< 3 {"applied": false}
# There is nothing to fix: nothing is asked.
> 4 workspace/executeCommand {"command": "perfhint.fixAll", "arguments": [{"textDocument": {"uri": "file:///w/b.py"}}]}
< 4 {"applied": false}
# Edits of a text that is gone are not sent.
> 7 workspace/executeCommand {"command": "perfhint.fixAll", "arguments": [{"textDocument": {"uri": "file:///w/a.py"}}]}
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 8}, "contentChanges": [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "# total\n"}]}
< 7 error -32801
# Nothing is asked of a client that has said shutdown: the command changes nothing.
> 5 workspace/executeCommand {"command": "perfhint.fixAll", "arguments": [{"textDocument": {"uri": "file:///w/a.py"}}]}
> 6 shutdown
< 6 null
< 5 {"applied": false}
> exit
exit 0
