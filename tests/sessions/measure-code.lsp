# A function's body and an expression are measured as a fix is; the function's stands beside its name until its text
# changes.
> 1 initialize {"workspaceFolders": [{"uri": "file:///w", "name": "w"}],
   "capabilities": {"workspace": {"executeCommand": {}, "textDocumentContent": {}},
    "textDocument": {"diagnostic": {}, "hover": {"contentFormat": ["markdown"]},
     "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}}}
< 1 {}
> initialized {}
open file:///w/a.py 1
| def total(xs: list[int]) -> int:
|     return max(xs) + sum(xs)
|
|
| def unknown(xs):
|     return len(xs)
> workspace/didChangeConfiguration {"settings": {"perfhint": {"measure": {"runs": 2}}}}
# In the line of its name, and where it can be run.
> 2 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"}, "context": {"diagnostics": [], "only": ["source.perfhint.measure"]},
   "range": {"start": {"line": 0, "character": 5}, "end": {"line": 0, "character": 5}}}
< 2 [{"title": "Measure this function: total", "kind": "source.perfhint.measure", "edit": "absent",
    "command": {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 0, "what": "function"}]}}]
> 3 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"}, "context": {"diagnostics": [], "only": ["source.perfhint.measure"]},
   "range": {"start": {"line": 1, "character": 5}, "end": {"line": 1, "character": 5}}}
< 3 []
> 4 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"}, "context": {"diagnostics": [], "only": ["source.perfhint.measure"]},
   "range": {"start": {"line": 4, "character": 5}, "end": {"line": 4, "character": 5}}}
< 4 []
# Also where the name is selected.
> 17 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"}, "context": {"diagnostics": [], "only": ["source.perfhint.measure"]},
   "range": {"start": {"line": 0, "character": 4}, "end": {"line": 0, "character": 9}}}
< 17 [{"title": "Measure this function: total"}]
# What is selected.
> 5 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"}, "context": {"diagnostics": [], "only": ["source.perfhint.measure"]},
   "range": {"start": {"line": 1, "character": 11}, "end": {"line": 1, "character": 18}}}
< 5 [{"title": "Measure this expression: max(xs)", "command": {"command": "perfhint.measure",
    "arguments": [{"uri": "file:///w/a.py", "what": "expression",
      "range": {"start": {"line": 1, "character": 11}, "end": {"line": 1, "character": 18}}}]}}]
> 6 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"}, "context": {"diagnostics": [], "only": ["source.perfhint.measure"]},
   "range": {"start": {"line": 1, "character": 11}, "end": {"line": 1, "character": 19}}}
< 6 [{"title": "Measure this expression: max(xs)"}]
> 7 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"}, "context": {"diagnostics": [], "only": ["source.perfhint.measure"]},
   "range": {"start": {"line": 1, "character": 11}, "end": {"line": 1, "character": 17}}}
< 7 []
child {"n": 10, "before": [1e-6, 1.2e-6, 1.1e-6], "peak_before": 1023}
child {"n": 10, "before": [1.1e-6]}
> 8 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 1, "what": "function"}]}
< request 1 window/showMessageRequest {"message": "~ Measure runs the body of `total` (a.py) with "}
> response 1 {"title": "Run"}
< window/showMessage {"type": 3, "message": "`total`: 1.10 us (+-1 %, n = 10)"}
< 8 {"measured": true, "text": "1.10 us (+-1 %, n = 10)", "uri": "perfhint:/measure/1.md"}
> 9 workspace/textDocumentContent {"uri": "perfhint:/measure/1.md"}
< 9 {"text": "~ # before\nreturn max(xs) + sum(xs)\n```\n"}
> 10 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 6}}
< 10 {"contents": {"value": "~ `total`: measured 1.10 us (n = 10, today)"}}
child {"n": 10, "before": [2e-6]}
child {"n": 10, "before": [2e-6]}
> 11 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "what": "expression",
   "range": {"start": {"line": 1, "character": 21}, "end": {"line": 1, "character": 28}}}]}
< request 2 window/showMessageRequest {"message": "~ Measure runs `sum(xs)` (a.py) with "}
> response 2 {"title": "Run"}
< window/showMessage {"type": 3, "message": "`sum(xs)`: 2.00 us (+-1 %, n = 10)"}
< 11 {"measured": true, "text": "2.00 us (+-1 %, n = 10)"}
# What cannot be, is told.
> 12 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 4, "what": "function"}]}
< 12 error -32803 {"message": "`unknown` cannot be measured here: no stand-in for `xs` (nothing tells its type)"}
> 13 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 3, "what": "function"}]}
< 13 error -32803 {"message": "there is no function on that line"}
> 14 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 1, "what": "expression"}]}
< 14 error -32803 {"message": "the range is not that of an expression that takes time"}
> 15 workspace/executeCommand {"command": "perfhint.measure", "arguments": [{"uri": "file:///w/a.py", "line": 1, "what": "class"}]}
< 15 error -32602 {"message": "\"what\" is \"fix\", \"function\" or \"expression\""}
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 2},
   "contentChanges": [{"range": {"start": {"line": 1, "character": 11}, "end": {"line": 1, "character": 14}}, "text": "min"}]}
> 16 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 6}}
< 16 {"contents": {"value": "!~ measured"}}
