# ALE always sends the whole text, whatever the server asks for; several changes of both sorts may come in one message.
client ale-3.3.0-vim-9.0
< 0 {"capabilities": {"textDocumentSync": {"change": 2}}}
> initialized {}
open file:///w/a.py 1
| x = 1
< textDocument/publishDiagnostics {"diagnostics": []}
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 2}, "contentChanges": [
   {"text": "s = '🐍'\ndef common(a: list[int], b: list[int]):\n    return [x for x in a if x in b]\n"}]}
tick 40
< textDocument/publishDiagnostics {"diagnostics": [{"code": "list-membership-in-loop",
   "range": {"start": {"line": 2, "character": 28}, "end": {"line": 2, "character": 34}}}]}
# A text, then a range in it: what stood before counts no more.
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 3}, "contentChanges": [
   {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 2, "character": 0}}, "text": ""},
   {"text": "def common(a: list[int], b: list[int]):\r\n    return [x for x in a if x in b]"},
   {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "\r\n# 🐍\r\n"}]}
tick 40
< textDocument/publishDiagnostics {"diagnostics": [{"range": {"start": {"line": 3, "character": 28}}}]}
# The same text once more, and none at all.
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 4}, "contentChanges": []}
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 5}, "contentChanges": [{"text": ""}]}
tick 40
< textDocument/publishDiagnostics {"diagnostics": []}
# It leaves without a word.
end
exit 1
