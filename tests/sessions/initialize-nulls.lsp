# lsp-mode, Helix, Kate and ALE send null where objects are expected.
> 0 initialize {"processId": null, "rootPath": null, "rootUri": null, "workspaceFolders": null, "clientInfo": null,
   "initializationOptions": null, "trace": null, "capabilities": {"workspace": null, "window": {"showDocument": null},
   "general": null, "textDocument": {"linkedEditingRange": null, "hover": null, "codeAction": null,
   "publishDiagnostics": null, "diagnostic": null}}}
< 0 {"capabilities": {"positionEncoding": "utf-16", "codeActionProvider": true, "diagnosticProvider": "absent"}}
> initialized
open file:///w/a.py 0
| x = 1
< textDocument/publishDiagnostics {"diagnostics": []}
> workspace/didChangeConfiguration {"settings": null}
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": null},
   "contentChanges": [{"range": null, "text": "y = 2\n"}]}
> 1 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 2}, "workDoneToken": null}
< 1 null
> "two" shutdown null
< "two" null
> exit null
exit 0
