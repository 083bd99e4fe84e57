# Ways to profile a file, above what runs it as a program: off until the setting asks for them.
> 1 initialize {"workspaceFolders": [{"uri": "file:///w", "name": "w"}],
   "capabilities": {"workspace": {"executeCommand": {}, "codeLens": {"refreshSupport": true}}, "textDocument": {"diagnostic": {}, "codeLens": {}}}}
< 1 {}
> initialized {}
open file:///w/a.py 1
| def main():
|     if __name__ == "__main__":
|         pass
|
|
| if __name__ == "__main__":
|     main()
> 2 textDocument/codeLens {"textDocument": {"uri": "file:///w/a.py"}}
< 2 []
> workspace/didChangeConfiguration {"settings": {"perfhint": {"codeLens": {"run": true}}}}
< request 1 workspace/codeLens/refresh
> response 1 null
> 3 textDocument/codeLens {"textDocument": {"uri": "file:///w/a.py"}}
< 3 [{"range": {"start": {"line": 5, "character": 0}}, "command": {"title": "profile time", "command": "perfhint.profile",
      "arguments": [{"uri": "file:///w/a.py", "kind": "time"}]}},
    {"command": {"title": "profile lines", "arguments": [{"kind": "lines"}]}},
    {"command": {"title": "profile memory", "arguments": [{"kind": "memory"}]}}]
# The command asks before it runs anything.
> 4 workspace/executeCommand {"command": "perfhint.profile", "arguments": [{"uri": "file:///w/a.py", "kind": "lines"}]}
< request 2 window/showMessageRequest "..."
> response 2 {"title": "Cancel"}
< 4 {"measured": false, "problem": "not allowed"}
# Where nothing may be run, nothing is offered.
> workspace/didChangeConfiguration {"settings": {"perfhint": {"codeLens": {"run": true}, "measure": {"enable": false}}}}
< request 3 workspace/codeLens/refresh
> response 3 null
> 5 textDocument/codeLens {"textDocument": {"uri": "file:///w/a.py"}}
< 5 []
