# A client that watches no files: what it saves, or opens of the settings' files, has them read again.
> 1 initialize {"rootUri": "file://$W", "capabilities": {}}
< 1 {}
> initialized {}
open file://$W/a.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
< textDocument/publishDiagnostics {"diagnostics": ["..."]}
disk perfhint.toml
| exclude = ["a.py"]
nothing
> textDocument/didSave {"textDocument": {"uri": "file://$W/a.py"}}
< textDocument/publishDiagnostics {"diagnostics": []}
# A settings file is no Python: nothing is said of its text, and edits count when they are on disk.
disk perfhint.toml
| exclude = []
open file://$W/perfhint.toml 1
| exclude = []
< textDocument/publishDiagnostics {"uri": "~ /a.py", "diagnostics": ["..."]}
> textDocument/didChange {"textDocument": {"uri": "file://$W/perfhint.toml", "version": 2}, "contentChanges": [{"text": "exclude = ["}]}
nothing
disk perfhint.toml
| exclude = [
> textDocument/didSave {"textDocument": {"uri": "file://$W/perfhint.toml"}}
< window/showMessage {"type": 2, "message": "~ /perfhint.toml:1: is no TOML: "}
< textDocument/publishDiagnostics {"uri": "~ /perfhint.toml", "diagnostics": ["..."]}
> textDocument/didClose {"textDocument": {"uri": "file://$W/perfhint.toml"}}
nothing
undisk perfhint.toml
> textDocument/didSave {"textDocument": {"uri": "file://$W/a.py"}}
< textDocument/publishDiagnostics {"uri": "~ /perfhint.toml", "diagnostics": []}
# A folder that gets its first settings file has its own from then on.
open file://$W/in/b.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
< textDocument/publishDiagnostics {"diagnostics": ["..."]}
disk in/perfhint.toml
| ignore = ["list-membership-in-loop"]
> textDocument/didSave {"textDocument": {"uri": "file://$W/in/b.py"}}
< textDocument/publishDiagnostics {"uri": "~ /in/b.py", "diagnostics": []}
