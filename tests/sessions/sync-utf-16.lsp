# Columns behind astral and two-byte characters, in utf-16.
> 1 initialize {"capabilities": {"general": {"positionEncodings": ["utf-16"]}, "textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}}}
< 1 {"capabilities": {"positionEncoding": "utf-16"}}
open file:///w/a.py 1
| def common(a: list[int], b: list[int]):
|     s = "😀é"; return [x for x in a if x in b]  # 𝔘
< textDocument/publishDiagnostics {"diagnostics": [{"code": "list-membership-in-loop",
   "range": {"start": {"line": 1, "character": 39}, "end": {"line": 1, "character": 45}}}]}
# The smiling face becomes five letters: exactly its columns are replaced.
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 2}, "contentChanges": [
   {"range": {"start": {"line": 1, "character": 9}, "end": {"line": 1, "character": 11}}, "text": "three"}]}
tick 40
< textDocument/publishDiagnostics {"diagnostics": [{"code": "list-membership-in-loop",
   "range": {"start": {"line": 1, "character": 42}, "end": {"line": 1, "character": 48}}}]}
> 2 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 1, "character": 42}}
< 2 {"range": {"start": {"line": 1, "character": 42}, "end": {"line": 1, "character": 48}}}
# Past the line's end is its end: the comment grows; past the text's end is its end.
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 3}, "contentChanges": [
   {"range": {"start": {"line": 1, "character": 9999}, "end": {"line": 1, "character": 9999}}, "text": "!"},
   {"range": {"start": {"line": 1, "character": 55}, "end": {"line": 1, "character": 56}}, "text": " perfhint: ignore"},
   {"range": {"start": {"line": 99, "character": 0}, "end": {"line": 99, "character": 5}}, "text": "x = 1\n"}]}
> 3 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 2, "character": 2}}
< 3 null
