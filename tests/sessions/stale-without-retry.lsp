# Others get the answer for the text that they asked about.
> 1 initialize {"capabilities": {"textDocument": {"diagnostic": {}, "hover": {"contentFormat": ["markdown"]}}}}
< 1 {}
open file:///w/a.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
> 2 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 1, "character": 28}}
> textDocument/didChange {"textDocument": {"uri": "file:///w/a.py", "version": 2}, "contentChanges": [{"text": "y = z\n"}]}
> 3 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 4}}
< 2 {"contents": {"kind": "markdown", "value": "~ **list-membership-in-loop**"}}
< 3 null
