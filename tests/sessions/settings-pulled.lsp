# A client that has workspace/configuration is asked; {} from one that keeps its settings elsewhere is no word.
> 1 initialize {"capabilities": {"workspace": {"configuration": true, "didChangeConfiguration": {"dynamicRegistration": true},
   "didChangeWatchedFiles": {"dynamicRegistration": true}}}, "initializationOptions": {"perfhint": {"ignore": ["list-membership-in-loop"]}}}
< 1 {}
> initialized {}
< request 1 client/registerCapability {"registrations": [{"method": "workspace/didChangeConfiguration", "registerOptions": {"section": "perfhint"}},
   {"method": "workspace/didChangeWatchedFiles", "registerOptions": {"watchers": [{"globPattern": "**/{perfhint.toml,pyproject.toml,ruff.toml,.ruff.toml,.python-version,pyvenv.cfg}"}, {"globPattern": "**/*.py"}]}}]}
< request 2 workspace/configuration {"items": [{"section": "perfhint"}]}
> response 1 null
open file:///w/a.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
< textDocument/publishDiagnostics {"diagnostics": []}
> response 2 [{}]
nothing
> workspace/didChangeConfiguration {"settings": null}
< request 3 workspace/configuration {}
> response 3 [{"ignore": [], "max-bytes": 100000}]
< textDocument/publishDiagnostics {"diagnostics": [{"code": "list-membership-in-loop"}]}
> workspace/didChangeConfiguration {"settings": {}}
< request 4 workspace/configuration {}
> response 4 [{"ignore": ["list-membership-in-loop"]}]
< textDocument/publishDiagnostics {"diagnostics": []}
> workspace/didChangeConfiguration {"settings": null}
< request 5 workspace/configuration {}
> response 5 [null]
> workspace/didChangeWatchedFiles {"changes": [{"uri": "file:///w/pyproject.toml", "type": 2}]}
nothing
> workspace/didChangeConfiguration {"settings": null}
< request 6 workspace/configuration {}
> response 6 [{}]
< textDocument/publishDiagnostics {"diagnostics": ["..."]}
