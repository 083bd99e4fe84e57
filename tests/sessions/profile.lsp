# A profile is loaded when asked: hints tell their shares, functions their costs, and heat follows the lines through edits.
disk run.json
| {"perfhint_profile": 1, "unit": "seconds", "total": 4.0, "peak_bytes": 1000, "files": {"$W/a.py": {
|  "text": "def drain(todo: list[int]):\n    while todo:\n        todo.pop(0)\n\ndef total(xs: list[int]):\n    n = 0\n    for x in xs:\n        n += x\n    return n\n",
|  "functions": [{"name": "drain", "line": 1, "self": 2.4, "total": 2.5, "calls": 1200}, {"name": "total", "line": 5, "self": 0.001}],
|  "lines": [{"line": 2, "self": 0.03, "total": 2.4}, {"line": 3, "self": 2.37, "peak_bytes": 500}, {"line": 8, "self": 0.001}]}}}
> 1 initialize {"rootUri": "file://$W", "capabilities": {"textDocument": {"codeLens": {}}, "experimental": {"perfhint": {"heat": true}}}}
< 1 {"capabilities": {"executeCommandProvider": {}}}
> initialized {}
open file://$W/a.py 1
| def drain(todo: list[int]):
|     while todo:
|         todo.pop(0)
|
| def total(xs: list[int]):
|     n = 0
|     for x in xs:
|         n += x
|     return n
< textDocument/publishDiagnostics {"diagnostics": [{"code": "list-pop0", "severity": 3}, {"code": "manual-sum", "severity": 4}]}
> 2 workspace/executeCommand {"command": "perfhint.loadProfile", "arguments": [{"uri": "file://$W/run.json"}]}
< 2 {"profile": "run.json", "unit": "seconds", "total": 4.0, "peakBytes": 1000.0, "files": 1}
< perfhint/publishHeat {"uri": "file://$W/a.py", "version": 1, "profile": "run.json", "unit": "seconds", "total": 4.0,
   "peakBytes": 1000, "stale": false, "lines": [
    {"line": 1, "self": 0.03, "total": 2.4, "heat": 1, "peakBytes": "absent"},
    {"line": 2, "self": 2.37, "heat": 5, "peakBytes": 500}]}
< textDocument/publishDiagnostics {"diagnostics": [
   {"code": "list-pop0", "severity": 2, "message": "~ 59 % of the run (2.37 s of 4.00 s, run.json)."}]}
> 3 textDocument/hover {"textDocument": {"uri": "file://$W/a.py"}, "position": {"line": 0, "character": 5}}
< 3 {"contents": {"value": "~ drain in run.json: 2.40 s self · 2.50 s total · 1,200 calls"},
   "range": {"start": {"line": 0, "character": 4}, "end": {"line": 0, "character": 9}}}
> 4 textDocument/codeLens {"textDocument": {"uri": "file://$W/a.py"}}
< 4 [{"range": {"start": {"line": 0, "character": 0}}, "command": {"title": "2.40 s self · 2.50 s total · 1,200 calls", "command": ""}},
   {"range": {"start": {"line": 4, "character": 0}}, "command": {"title": "1.00 ms self"}}]
# Lines that moved are found again.
> textDocument/didChange {"textDocument": {"uri": "file://$W/a.py", "version": 2}, "contentChanges": [
   {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "import os\n\n"}]}
< perfhint/publishHeat {"version": 2, "stale": false, "lines": [{"line": 3, "heat": 1}, {"line": 4, "heat": 5}]}
tick 1000
< textDocument/publishDiagnostics {"diagnostics": [
   {"code": "list-pop0", "severity": 2, "message": "~ 59 % of the run", "range": {"start": {"line": 4}}}]}
# An edit that moves nothing is no news of heat.
> textDocument/didChange {"textDocument": {"uri": "file://$W/a.py", "version": 3}, "contentChanges": [
   {"range": {"start": {"line": 10, "character": 12}, "end": {"line": 10, "character": 12}}, "text": " "}]}
tick 1000
nothing
# A hot line that changed is told by its function, which says at most how much.
> textDocument/didChange {"textDocument": {"uri": "file://$W/a.py", "version": 4}, "contentChanges": [
   {"range": {"start": {"line": 4, "character": 0}, "end": {"line": 4, "character": 0}}, "text": "  "}]}
< perfhint/publishHeat {"version": 4, "lines": [{"line": 3}]}
tick 1000
< textDocument/publishDiagnostics {"diagnostics": [
   {"code": "list-pop0", "severity": 2, "message": "~ drain() takes 60 % of the run (2.40 s of 4.00 s, run.json)."}]}
# Clearing it: all is as without.
> 5 workspace/executeCommand {"command": "perfhint.clearProfile"}
< 5 null
< perfhint/publishHeat {"uri": "file://$W/a.py", "version": 4, "profile": "", "lines": [], "peakBytes": "absent", "stale": false}
< textDocument/publishDiagnostics {"diagnostics": [{"code": "list-pop0", "severity": 3, "message": "~ at n = 100,000."}, {"code": "manual-sum"}]}
> 6 textDocument/codeLens {"textDocument": {"uri": "file://$W/a.py"}}
< 6 []
> 7 workspace/executeCommand {"command": "perfhint.clearProfile"}
< 7 null
nothing
# What cannot be loaded is said, and what is loaded stays.
> 8 workspace/executeCommand {"command": "perfhint.loadProfile", "arguments": [{"uri": "file://$W/none.json"}]}
< 8 error -32803 {"message": "~ /none.json: No such file or directory"}
disk broken.json
| {"perfhint_profile": 1, "files": {
> 9 workspace/executeCommand {"command": "perfhint.loadProfile", "arguments": [{"uri": "file://$W/broken.json"}]}
< 9 error -32803 {"message": "~ /broken.json: byte 36: the file ends, or breaks off, within its JSON"}
> 10 workspace/executeCommand {"command": "perfhint.loadProfile"}
< 10 error -32602 {"message": "the command needs the URI of a profile"}
> 11 workspace/executeCommand {"command": "perfhint.loadProfile", "arguments": [{"uri": "untitled:run"}]}
< 11 error -32602 {"message": "untitled:run is no file"}
> 12 workspace/executeCommand {"command": "perfhint.loadProfile", "arguments": [7]}
< 12 error -32602 {"message": "..."}
# One that is cancelled is not loaded; of two, the later is.
> 13 workspace/executeCommand {"command": "perfhint.loadProfile", "arguments": [{"uri": "file://$W/run.json"}]}
> $/cancelRequest {"id": 13}
< 13 error -32800
nothing
disk other.json
| {"perfhint_profile": 1, "total": 1, "files": {}}
> 14 workspace/executeCommand {"command": "perfhint.loadProfile", "arguments": [{"uri": "file://$W/run.json"}]}
> 15 workspace/executeCommand {"command": "perfhint.loadProfile", "arguments": [{"uri": "file://$W/other.json"}]}
< 14 null
< 15 {"profile": "other.json", "files": 0}
< perfhint/publishHeat {"profile": "other.json", "lines": [], "stale": false}
# The run has not met the file: nothing in it is hot.
< textDocument/publishDiagnostics {"uri": "~ /a.py", "diagnostics": []}
# A text that is neither in the profile nor on disk as it was then: stale, and functions are found by their names.
disk plain.json
| {"perfhint_profile": 1, "total": 4.0, "files": {"$W/b.py": {"functions": [{"name": "drain", "line": 9, "self": 2}],
|  "lines": [{"line": 11, "self": 2}]}}}
open file://$W/b.py 1
| def drain(todo: list[int]):
|     while todo:
|         todo.pop(0)
< perfhint/publishHeat {"uri": "file://$W/b.py", "version": 1, "profile": "other.json", "lines": []}
< textDocument/publishDiagnostics {"uri": "~ /b.py", "diagnostics": []}
> 16 workspace/executeCommand {"command": "perfhint.loadProfile", "arguments": [{"uri": "file://$W/plain.json"}]}
< 16 {"profile": "plain.json"}
< perfhint/publishHeat {"uri": "~ /a.py", "profile": "plain.json", "stale": false}
< perfhint/publishHeat {"uri": "~ /b.py", "profile": "plain.json", "stale": true, "lines": [{"line": 0, "self": 2.0, "heat": 5}]}
< textDocument/publishDiagnostics {"uri": "~ /b.py", "diagnostics": [
   {"code": "list-pop0", "severity": 2, "message": "~ drain() takes 50 % of the run (2.00 s of 4.00 s, plain.json)."}]}
