# The first format of the client's list: stock eglot shows no Markdown.
> 1 initialize {"capabilities": {"textDocument": {"diagnostic": {}, "hover": {"contentFormat": ["plaintext", "markdown"]}}}}
< 1 {}
open file:///w/a.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
> 2 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 1, "character": 28}}
< 2 {"contents": {"kind": "plaintext", "value": "~ list-membership-in-loop x in some_list scans the list"}}
