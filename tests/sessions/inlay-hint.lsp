# Sizes behind the code: none until the setting asks for them, and only in the lines asked about.
> 1 initialize {"capabilities": {"workspace": {"inlayHint": {"refreshSupport": true}}, "textDocument": {"diagnostic": {}, "inlayHint": {}, "hover": {"contentFormat": ["markdown"]}}}}
< 1 {"capabilities": {"inlayHintProvider": true, "codeLensProvider": "absent"}}
> initialized {}
open file:///w/a.py 1
| class Point:
|     __slots__ = ("x", "y")
| small = [1, 2]
| squares = [i * 0.5 for i in range(1000)]
|
| def grid(n):
|     rows = [[0, 1] for _ in range(n)]
|     return rows
> 2 textDocument/inlayHint {"textDocument": {"uri": "file:///w/a.py"}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 8, "character": 0}}}
< 2 []
> workspace/didChangeConfiguration {"settings": {"perfhint": {"inlayHints": {"sizes": "large"}, "pythonVersion": "3.12"}}}
< request 1 workspace/inlayHint/refresh
> response 1 null
> 3 textDocument/inlayHint {"textDocument": {"uri": "file:///w/a.py"}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 8, "character": 0}}}
< 3 [{"position": {"line": 0, "character": 12}, "label": "48 B", "paddingLeft": true, "tooltip": {"kind": "markdown", "value": "~ **class Point**"}},
   {"position": {"line": 3, "character": 40}, "label": "32.1 KB", "tooltip": {"value": "~ 24 B"}},
   {"position": {"line": 6, "character": 37}, "label": "~ at n = 1,000"}]
# Small ones too; one line only.
> workspace/didChangeConfiguration {"settings": {"perfhint": {"inlayHints": {"sizes": "all"}, "pythonVersion": "3.12"}}}
< request 2 workspace/inlayHint/refresh
> response 2 null
> 4 textDocument/inlayHint {"textDocument": {"uri": "file:///w/a.py"}, "range": {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 14}}}
< 4 [{"position": {"line": 2, "character": 14}, "label": "72 B"}]
# Another Python, other sizes; then off again.
> workspace/didChangeConfiguration {"settings": {"perfhint": {"inlayHints": {"sizes": "all"}, "pythonVersion": "3.8"}}}
< request 3 workspace/inlayHint/refresh
> response 3 null
> workspace/didChangeConfiguration {"settings": {"perfhint": {}}}
< request 4 workspace/inlayHint/refresh
> response 4 null
> 5 textDocument/inlayHint {"textDocument": {"uri": "file:///w/a.py"}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 8, "character": 0}}}
< 5 []
> workspace/didChangeConfiguration {"settings": {"perfhint": {"inlayHints": {"sizes": "huge"}}}}
< window/showMessage {"type": 2, "message": "~ the editor: \"inlayHints.sizes\" must be \"off\", \"large\" or \"all\", not \"huge\""}

# What makes nothing has no size worth a word.
open file:///w/b.py 1
| empty = ""
> workspace/didChangeConfiguration {"settings": {"perfhint": {"inlayHints": {"sizes": "all"}}}}
< request 5 workspace/inlayHint/refresh
> response 5 null
> 9 textDocument/inlayHint {"textDocument": {"uri": "file:///w/b.py"}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}}
< 9 []
