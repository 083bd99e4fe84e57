# perfhint.toml and pyproject.toml count, are told of what is wrong in them, and are read again when they change.
disk pyproject.toml
| [project]
| requires-python = ">=3.12"
| [tool.perfhint]
| ignore = ["list-membership-in-loop"]
> 1 initialize {"rootUri": "file://$W", "capabilities": {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}, "inlayHint": {"refreshSupport": true}, "codeLens": {"refreshSupport": true}}}}
< 1 {}
> initialized {}
< request 1 client/registerCapability {"registrations": [{"registerOptions": {"watchers": [{"globPattern": "~ {perfhint.toml,pyproject.toml,"}, "..."]}}]}
> response 1 null
open file://$W/a.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
< textDocument/publishDiagnostics {"diagnostics": []}
# Beside it, perfhint.toml counts alone. Each line with something wrong is marked; the user is told once.
disk perfhint.toml
| pythn-version = "3.12"
| ignore = ["list-pop"]
| [severity]
| list-membership-in-loop = "warning"
> workspace/didChangeWatchedFiles {"changes": [{"uri": "file://$W/perfhint.toml", "type": 1}]}
< window/showMessage {"type": 2, "message": "~ perfhint.toml:1: perfhint knows no setting \"pythn-version\": did you mean \"python-version\"? (and 1 more, marked there)"}
< textDocument/publishDiagnostics {"uri": "~ /perfhint.toml", "diagnostics": [
   {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}, "severity": 2, "source": "perfhint", "message": "~ did you mean"},
   {"range": {"start": {"line": 1, "character": 0}, "end": {"line": 2, "character": 0}}, "message": "~ \"ignore\": no rule \"list-pop\": did you mean list-pop0?"}]}
< textDocument/publishDiagnostics {"uri": "~ /a.py", "diagnostics": [{"code": "list-membership-in-loop", "severity": 2}]}
# Mended, with sizes for all who open the project.
disk perfhint.toml
| inlay-hints.sizes = "all"
| code-lens.classes = true
| [per-file-ignores]
| "a.*" = ["list-membership-in-loop"]
> workspace/didChangeWatchedFiles {"changes": [{"uri": "file://$W/perfhint.toml", "type": 2}]}
< textDocument/publishDiagnostics {"uri": "~ /perfhint.toml", "diagnostics": []}
< request 2 workspace/inlayHint/refresh
< request 3 workspace/codeLens/refresh
< textDocument/publishDiagnostics {"uri": "~ /a.py", "diagnostics": []}
open file://$W/b.py 1
| rows = [0.5] * 4
< textDocument/publishDiagnostics {"uri": "~ /b.py", "diagnostics": []}
> 2 textDocument/inlayHint {"textDocument": {"uri": "file://$W/b.py"}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}}
< 2 [{"label": "~ B"}]
# The editor is above the files, for what it says.
> workspace/didChangeConfiguration {"settings": {"perfhint": {"inlayHints": {"sizes": "off"}}}}
< request 4 workspace/inlayHint/refresh
< request 5 workspace/codeLens/refresh
> 3 textDocument/inlayHint {"textDocument": {"uri": "file://$W/b.py"}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}}
< 3 []
> 4 textDocument/codeLens {"textDocument": {"uri": "file://$W/b.py"}}
< 4 []
