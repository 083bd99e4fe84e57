# The settings file of the workspace's folder can ask for the hints of all its files, too.
disk perfhint.toml
| workspace-diagnostics = true
> 1 initialize {"rootUri": "file://$W", "capabilities": {"textDocument": {"diagnostic": {}}}}
< 1 {"capabilities": {"diagnosticProvider": {"workspaceDiagnostics": true}}}
> initialized {}
> 2 shutdown
< 2 null
> exit
exit 0
