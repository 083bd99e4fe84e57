# Neovim 0.7.2 sends byte columns in a code action's context.diagnostics, on an utf-16 connection: they are not read.
client nvim-0.7.2
< 0 {"capabilities": {"positionEncoding": "utf-16"}}
> initialized {}
open file:///w/a.py 0
| def common(a: list[int], b: list[int]):
|     return "🐍é", [x for x in a if x in b]
< textDocument/publishDiagnostics {"diagnostics": [{"code": "list-membership-in-loop",
   "range": {"start": {"line": 1, "character": 35}, "end": {"line": 1, "character": 41}}}]}
# 38 and 44 are bytes; the second diagnostic is beyond the line and another server's.
> 2 textDocument/codeAction {"textDocument": {"uri": "file:///w/a.py"},
   "range": {"start": {"line": 1, "character": 4}, "end": {"line": 1, "character": 4}}, "context": {"diagnostics": [
     {"range": {"start": {"line": 1, "character": 38}, "end": {"line": 1, "character": 44}}, "message": "m",
      "source": "perfhint", "code": "list-membership-in-loop", "severity": 3},
     {"range": {"start": {"line": 1, "character": 900}, "end": {"line": 77, "character": 0}}, "message": "other"}]}}
< 2 [{"kind": "quickfix", "diagnostics": [{"range": {"start": {"line": 1, "character": 35}, "end": {"line": 1, "character": 41}}}],
    "edit": {"changes": {"file:///w/a.py": ["...",
      {"range": {"start": {"line": 1, "character": 40}, "end": {"line": 1, "character": 41}}, "newText": "b_set"}]}}},
   {"title": "~ ignore on this line", "edit": {"changes": {"file:///w/a.py": [
      {"range": {"start": {"line": 1, "character": 42}, "end": {"line": 1, "character": 42}}}]}}},
   {"kind": "source.fixAll.perfhint"}]
