# Settings come with initialize, are changed by the client, and are not lost by what says nothing of perfhint.
> 1 initialize {"capabilities": {}, "initializationOptions": {"ignore": ["list-membership-in-loop"]}}
< 1 {}
open file:///w/a.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
< textDocument/publishDiagnostics {"diagnostics": []}
> workspace/didChangeConfiguration {"settings": {}}
> workspace/didChangeConfiguration {"settings": null}
> workspace/didChangeConfiguration {"settings": {"python": {"analysis": {}}}}
> workspace/didChangeConfiguration {}
nothing
> workspace/didChangeConfiguration {"settings": {"perfhint": {"ignore": []}}}
< textDocument/publishDiagnostics {"diagnostics": [{"code": "list-membership-in-loop"}]}
> workspace/didChangeConfiguration {"settings": {"perfhint": {"select": ["manual-sum"], "pythonVersion": "3.12"}}}
< textDocument/publishDiagnostics {"diagnostics": []}
# An empty section is a word: nothing is set any more.
> workspace/didChangeConfiguration {"settings": {"perfhint": {}}}
< textDocument/publishDiagnostics {"diagnostics": ["..."]}
# Unknown keys and wrong values are told, once; the rest counts.
> workspace/didChangeConfiguration {"settings": {"perfhint": {"pythn-version": "3.12", "micro": "yes", "exclude": ["x.py"], "trace": {"server": "off"}}}}
< window/showMessage {"type": 2, "message": "the editor: \"micro\" must be true or false, not \"yes\""}
< window/showMessage {"type": 2, "message": "the editor: perfhint knows no setting \"pythn-version\": did you mean \"python-version\"?"}
> workspace/didChangeConfiguration {"settings": {"perfhint": {"pythn-version": "3.12"}}}
nothing
