# A fix is measured when the user has allowed it: asked, refused, allowed for good; the result stands beside the hint
# until its text changes.
> 1 initialize {"workspaceFolders": [{"uri": "file:///w", "name": "w"}],
   "capabilities": {"workspace": {"executeCommand": {}, "textDocumentContent": {}},
    "textDocument": {"diagnostic": {}, "hover": {"contentFormat": ["markdown"]},
     "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}}}
< 1 {"capabilities": {"codeActionProvider": {"codeActionKinds": ["quickfix", "refactor.rewrite.perfhint",
    "source.fixAll.perfhint", "source.perfhint.measure"]}}}
> initialized {}
open file:///w/a.py 1
| def drain(n: int):
|     queue = list(range(n))
|     while queue:
|         queue.pop(0)
> 2 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"}, "context": {"diagnostics": [], "only": ["source.perfhint.measure"]},
   "range": {"start": {"line": 3, "character": 8}, "end": {"line": 3, "character": 8}}}
< 2 [{"title": "Measure this fix: Make `queue` a deque, and pop with popleft()", "kind": "source.perfhint.measure",
    "edit": "absent", "command": {"command": "perfhint.measure",
     "arguments": [{"uri": "file:///w/a.py", "line": 3, "rule": "list-pop0"}]}}]
# Whoever does not ask for it is not offered it.
> 3 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"}, "context": {"diagnostics": [], "only": ["quickfix"]},
   "range": {"start": {"line": 3, "character": 8}, "end": {"line": 3, "character": 8}}}
< 3 [{"kind": "quickfix"}, {"kind": "quickfix"}]
# Refused, and asked again.
> 4 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 3, "rule": "list-pop0"}]}
< request 1 window/showMessageRequest {"type": 3, "message": "~ Measure runs code of a.py (list-pop0) before and after its fix with ",
   "actions": [{"title": "Run"}, {"title": "Always for this workspace"}, {"title": "Cancel"}]}
> response 1 {"title": "Cancel"}
< 4 {"measured": false, "problem": "not allowed"}
> 5 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 3}]}
< request 2 window/showMessageRequest "..."
> response 2 null
< 5 {"measured": false, "problem": "not allowed"}
child {"n": 10000, "before": [0.4, 0.412, 0.424], "after": [0.2062, 0.2124, 0.2185], "peak_before": 12582912, "peak_after": 8388608}
child {"n": 10000, "before": [0.4, 0.412, 0.424], "after": [0.2062, 0.2124, 0.2185]}
> workspace/didChangeConfiguration {"settings": {"perfhint": {"measure": {"runs": 2}}}}
> 6 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 3}]}
< request 3 window/showMessageRequest "..."
> response 3 {"title": "Always for this workspace"}
< window/showMessage {"type": 3, "message": "list-pop0: 1.94x faster (412 -> 212 ms, +-1 %, n = 10,000), -4.0 MB peak"}
< 6 {"measured": true, "text": "1.94x faster (412 -> 212 ms, +-1 %, n = 10,000), -4.0 MB peak", "uri": "perfhint:/measure/1.md"}
> 7 workspace/textDocumentContent {"uri": "perfhint:/measure/1.md"}
< 7 {"text": "~ while queue:\n    queue.popleft()\n"}
> 8 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 3, "character": 10}}
< 8 {"contents": {"value": "~ measured 1.94x faster (n = 10,000, today)"}}
# From now on nobody is asked; what a child cannot do is told.
child stopped after 60000 ms, the limit of time
> 9 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 3}]}
< 9 error -32803 {"message": "stopped after 60000 ms, the limit of time"}
> 10 workspace/textDocumentContent {"uri": "perfhint:/measure/2.md"}
< 10 error -32602 {"message": "~ perfhint has no content"}
# Another text, another hint.
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 2},
   "contentChanges": [{"range": {"start": {"line": 1, "character": 23}, "end": {"line": 1, "character": 24}}, "text": "n, 9"}]}
> 11 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 3, "character": 10}}
< 11 {"contents": {"value": "!~ measured 1.94x"}}
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 3},
   "contentChanges": [{"range": {"start": {"line": 1, "character": 23}, "end": {"line": 1, "character": 27}}, "text": "n"}]}
> 12 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 3, "character": 10}}
< 12 {"contents": {"value": "~ measured 1.94x faster"}}
# Another Python, another question.
> workspace/didChangeConfiguration {"settings": {"perfhint": {"measure": {"runs": 2, "python": "/opt/python"}}}}
> 13 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 3}]}
< request 4 window/showMessageRequest {"message": "~ after its fix with /opt/python. Run it?"}
> response 4 {"title": "Cancel"}
< 13 {"measured": false, "problem": "not allowed"}
