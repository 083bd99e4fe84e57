# Helix sends edits out of the order of their versions; each was made on the text that its version says.
> 1 initialize {"capabilities": {"textDocument": {"publishDiagnostics": {"versionSupport": true}}}}
< 1 {}
open file:///w/a.py 0
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in ]
< textDocument/publishDiagnostics {"version": 0, "diagnostics": []}
# 2: "b" before the bracket, on a text where 1 has put a line on top. It comes first.
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 2}, "contentChanges": [
   {"range": {"start": {"line": 2, "character": 33}, "end": {"line": 2, "character": 33}}, "text": "b"}]}
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 1}, "contentChanges": [
   {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "# top\n"}]}
tick 40
< textDocument/publishDiagnostics {"version": 2, "diagnostics": [{"code": "list-membership-in-loop",
   "range": {"start": {"line": 2, "character": 28}, "end": {"line": 2, "character": 34}}}]}
# Versions skip; 9 renames what 5 has pushed down.
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 9}, "contentChanges": [
   {"range": {"start": {"line": 3, "character": 33}, "end": {"line": 3, "character": 34}}, "text": "a"}]}
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 5}, "contentChanges": [
   {"range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}}, "text": "# more\n"}]}
tick 40
< textDocument/publishDiagnostics {"version": 9, "diagnostics": [{"range": {"start": {"line": 3, "character": 28}}}]}
