# What stands in the code makes no image, no link and no HTML in a hover.
> 1 initialize {"capabilities": {"textDocument": {"hover": {"contentFormat": ["markdown"]}, "diagnostic": {}}}}
< 1 {}
> initialized {}
open file:///w/a.py 1
| from collections import namedtuple
| Q = namedtuple("<img src=http://evil>", ["a", "b"])
| q = Q(1, 2)
| class A:
|     __slots__ = ("```", "\n```\n![x](http://evil)")
> 2 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 2, "character": 0}}
< 2 {"contents": {"kind": "markdown", "value": "~ **\\<img src"}}
> 3 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 3, "character": 6}}
< 3 {"contents": {"kind": "markdown", "value": "~     ``` ![x](http://evil) ```\n```\n"}}
> 4 shutdown
< 4 null
> exit
exit 0
