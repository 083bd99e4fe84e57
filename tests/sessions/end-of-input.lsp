# Emacs 28 kills its servers, ALE leaves without a word: what waits is told, then the server ends.
> 1 initialize {"capabilities": {}}
< 1 {}
open file:///w/a.py 1
| x = [1, 2]
> 2 textDocument/hover {"textDocument": {"uri": "file:///w/a.py"}, "position": {"line": 0, "character": 4}}
end
< 2 error -32800
exit 1
