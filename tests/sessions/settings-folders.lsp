# The editor's patterns are relative to the folder of the workspace that a file is in.
> 1 initialize {"workspaceFolders": [{"uri": "file:///w/one", "name": "one"}, {"uri": "file:///w/two", "name": "two"}], "capabilities": {},
   "initializationOptions": {"exclude": ["gen/**"], "perFileIgnores": {"lib/a.py": ["list-membership-in-loop"]}}}
< 1 {}
open file:///w/two/gen/a.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
< textDocument/publishDiagnostics {"diagnostics": []}
open file:///w/two/lib/a.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
< textDocument/publishDiagnostics {"diagnostics": []}
open file:///w/gen/a.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
< textDocument/publishDiagnostics {"diagnostics": ["..."]}
