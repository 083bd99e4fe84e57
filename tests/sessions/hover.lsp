# A size where a size is a thing to ask for, a hint's numbers and page on a hint, null elsewhere.
> 1 initialize {"capabilities": {"textDocument": {"diagnostic": {}, "hover": {"contentFormat": ["markdown", "plaintext"]}}}}
< 1 {}
open file:///w/a.py 1
| class Point:
|     """Docs."""
|     __slots__ = ("x",)
|     def __init__(self, x):
|         self.x = x
|
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
|
| squares = [i * i for i in range(1000)]
| print(squares, "text")
> 2 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 7, "character": 28}}
< 2 {"contents": {"kind": "markdown", "value": "~ **list-membership-in-loop**"},
   "range": {"start": {"line": 7, "character": 28}, "end": {"line": 7, "character": 34}}}
# The name of a class in its head, the target, the bracket, a literal.
> 3 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 8}}
< 3 {"contents": {"kind": "markdown", "value": "..."}, "range": {"start": {"line": 0, "character": 6}, "end": {"line": 0, "character": 11}}}
> 4 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 9, "character": 3}}
< 4 {"contents": {"value": "..."}, "range": {"start": {"line": 9, "character": 0}, "end": {"line": 9, "character": 7}}}
> 5 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 9, "character": 10}}
< 5 {"contents": {"value": "..."}, "range": {"start": {"line": 9, "character": 10}, "end": {"line": 9, "character": 38}}}
> 6 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 10, "character": 17}}
< 6 {"contents": {"value": "..."}, "range": {"start": {"line": 10, "character": 15}, "end": {"line": 10, "character": 21}}}
# Uses, keywords, docstrings, blank lines: the other servers' ground.
> 7 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 10, "character": 8}}
< 7 null
> 8 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 2}}
< 8 null
> 9 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 1, "character": 8}}
< 9 null
> 10 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 5, "character": 0}}
< 10 null
> 11 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 500, "character": 500}}
< 11 null
# Switched off.
> workspace/didChangeConfiguration {"settings": {"perfhint": {"hover": false}}}
> 12 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 9, "character": 3}}
< 12 null
