# Columns behind astral and two-byte characters, in utf-8.
> 1 initialize {"capabilities": {"general": {"positionEncodings": ["utf-8"]}, "textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}}}
< 1 {"capabilities": {"positionEncoding": "utf-8"}}
open file:///w/a.py 1
| def common(a: list[int], b: list[int]):
|     s = "😀é"; return [x for x in a if x in b]  # 𝔘
< textDocument/publishDiagnostics {"diagnostics": [{"code": "list-membership-in-loop",
   "range": {"start": {"line": 1, "character": 42}, "end": {"line": 1, "character": 48}}}]}
# The smiling face becomes five letters: exactly its columns are replaced.
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 2}, "contentChanges": [
   {"range": {"start": {"line": 1, "character": 9}, "end": {"line": 1, "character": 13}}, "text": "three"}]}
tick 40
< textDocument/publishDiagnostics {"diagnostics": [{"code": "list-membership-in-loop",
   "range": {"start": {"line": 1, "character": 43}, "end": {"line": 1, "character": 49}}}]}
> 2 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 1, "character": 43}}
< 2 {"range": {"start": {"line": 1, "character": 43}, "end": {"line": 1, "character": 49}}}
# Past the line's end is its end: the comment grows; past the text's end is its end.
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 3}, "contentChanges": [
   {"range": {"start": {"line": 1, "character": 9999}, "end": {"line": 1, "character": 9999}}, "text": "!"},
   {"range": {"start": {"line": 1, "character": 58}, "end": {"line": 1, "character": 59}}, "text": " perfhint: ignore"},
   {"range": {"start": {"line": 99, "character": 0}, "end": {"line": 99, "character": 5}}, "text": "x = 1\n"}]}
> 3 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 2, "character": 2}}
< 3 null
