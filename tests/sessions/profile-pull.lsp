# Profiles that the settings name are loaded when they are there, appear or change. Who pulls hints is asked to pull again;
# heat is only for clients that say that they draw it; of notebooks nothing is known.
disk perfhint.toml
| profiles = ["*.run.json"]
disk a.py
| def drain(todo: list[int]):
|     while todo:
|         todo.pop(0)
> 1 initialize {"rootUri": "file://$W", "initializationOptions": {"workspace-diagnostics": true}, "capabilities": {
   "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}, "diagnostics": {"refreshSupport": true}, "codeLens": {"refreshSupport": true}},
   "notebookDocument": {"synchronization": {}}, "textDocument": {"diagnostic": {}, "codeLens": {}}}}
< 1 {}
> initialized {}
< request 1 client/registerCapability {"registrations": [{"registerOptions": {"watchers": ["...", "...", {"globPattern": "**/*.run.json"}]}}]}
> response 1 null
open file://$W/a.py 1
| def drain(todo: list[int]):
|     while todo:
|         todo.pop(0)
> 2 textDocument/diagnostic {"textDocument": {"uri": "file://$W/a.py"}}
< 2 {"items": [{"code": "list-pop0", "severity": 3}]}
let NOW /result/resultId
disk in/first.run.json
| {"perfhint_profile": 1, "total": 4.0, "files": {"$W/a.py": {
|  "text": "def drain(todo: list[int]):\n    while todo:\n        todo.pop(0)\n", "lines": [{"line": 3, "self": 2}]}}}
> workspace/didChangeWatchedFiles {"changes": [{"uri": "file://$W/in/first.run.json", "type": 1}]}
< request 2 workspace/diagnostic/refresh
< request 3 workspace/codeLens/refresh
> response 2 null
> response 3 null
> 3 textDocument/diagnostic {"textDocument": {"uri": "file://$W/a.py"}, "previousResultId": "$NOW"}
< 3 {"kind": "full", "items": [{"code": "list-pop0", "severity": 2, "message": "~ 50 % of the run (2.00 s of 4.00 s, first.run.json)."}]}
# Another one is newer.
disk b.py
| def drain(todo: list[int]):
|     while todo:
|         todo.pop(0)
disk second.run.json
| {"perfhint_profile": 1, "unit": "samples", "total": 400, "files": {"a.py": {
|  "text": "def drain(todo: list[int]):\n    while todo:\n        todo.pop(0)\n", "lines": [{"line": 3, "self": 100}]}, "b.py": {"lines": [{"line": 3, "self": 200}]}, "c.py": {"lines": [{"line": 3, "self": 100}]}}}
> workspace/didChangeWatchedFiles {"changes": [{"uri": "file://$W/second.run.json", "type": 1}]}
< request 4 workspace/diagnostic/refresh
< request 5 workspace/codeLens/refresh
> response 4 null
> response 5 null
# What is on disk is weighed, too; what is newer than the profile has no lines.
disk c.py
| def drain(todo: list[int]):
|     while todo:
|         todo.pop(0)
> 4 workspace/diagnostic {"previousResultIds": []}
< 4 {"items": [{"uri": "~ /a.py", "items": [{"severity": 2, "message": "~ 25 % of the run (100 of 400 samples, second.run.json)."}]},
   {"uri": "~ /b.py", "items": [{"severity": 2, "message": "~ 50 % of the run (200 of 400 samples, second.run.json)."}]},
   {"uri": "~ /c.py", "items": [{"severity": 3, "message": "~ at n = 100,000."}]}]}
> notebookDocument/didOpen {"notebookDocument": {"uri": "file://$W/nb.ipynb", "notebookType": "jupyter-notebook", "version": 1,
   "cells": [{"kind": 2, "document": "cell:1"}]}, "cellTextDocuments": [
   {"uri": "cell:1", "languageId": "python", "version": 1, "text": "def drain(todo: list[int]):\n    while todo:\n        todo.pop(0)\n"}]}
> 5 textDocument/diagnostic {"textDocument": {"uri": "cell:1"}}
< 5 {"items": [{"code": "list-pop0", "severity": 3, "message": "~ at n = 100,000."}]}
# Put away, it stays so until it changes. What is broken is said.
> 6 workspace/executeCommand {"command": "perfhint.clearProfile"}
< request 6 workspace/diagnostic/refresh
< request 7 workspace/codeLens/refresh
> response 6 null
> response 7 null
< 6 null
> workspace/didChangeWatchedFiles {"changes": [{"uri": "file://$W/second.run.json", "type": 2}]}
nothing
disk in/first.run.json
| {"perfhint_profile": 1, "total": 4.0, "files": {
> workspace/didChangeWatchedFiles {"changes": [{"uri": "file://$W/in/first.run.json", "type": 2}]}
< window/showMessage {"type": 1, "message": "~ /in/first.run.json: byte 50: the file ends"}
disk in/first.run.json
| {"perfhint_profile": 1, "total": 4.0, "files": {"a.py": {}}}
> workspace/didChangeWatchedFiles {"changes": [{"uri": "file://$W/in/first.run.json", "type": 2}]}
< request 8 workspace/diagnostic/refresh
< request 9 workspace/codeLens/refresh
> response 8 null
> response 9 null
> 7 textDocument/diagnostic {"textDocument": {"uri": "file://$W/a.py"}}
< 7 {"items": []}
# What the user names is loaded, also if files change meanwhile, and another one was asked for before.
background 0
> 8 workspace/executeCommand {"command": "perfhint.loadProfile", "arguments": [{"uri": "file://$W/in/first.run.json"}]}
> 9 workspace/executeCommand {"command": "perfhint.loadProfile", "arguments": [{"uri": "file://$W/second.run.json"}]}
background 1
< 8 {"profile": "first.run.json"}
> workspace/didChangeWatchedFiles {"changes": [{"uri": "file://$W/in/first.run.json", "type": 2}]}
background all
< request 10 workspace/diagnostic/refresh
< request 11 workspace/codeLens/refresh
< 9 {"profile": "second.run.json"}
