# What a client of LSP 3.18 gets: messages in Markdown, read-only documents that follow the settings, a debug message.
> 1 initialize {"capabilities": {"workspace": {"textDocumentContent": {}},
   "textDocument": {"diagnostic": {"markupMessageSupport": true}}}}
< 1 {"capabilities": {"workspace": {"textDocumentContent": {"schemes": ["perfhint"]}}}}
open file:///w/a.py 1
| def common(a: list[int], b: list[int]):
|     return [x for x in a if x in b]
> 2 textDocument/diagnostic {"textDocument": {"uri": "file:///w/a.py"}}
< 2 {"items": [{"message": {"kind": "markdown", "value": "~ Measured on CPython 3.13: **"}}]}
> 3 workspace/textDocumentContent {"uri": "perfhint:/rules/list-pop0.md"}
< 3 {"text": "~ ## Measured"}
> 4 workspace/textDocumentContent {"uri": "perfhint:/rules/none.md"}
< 4 error -32602 {"message": "perfhint has no content perfhint:/rules/none.md"}
> 5 workspace/textDocumentContent {"uri": "perfhint:/settings.toml?file%3A%2F%2F%2Fw%2Fa.py"}
< 5 {"text": "~ max-hints = 20"}
> workspace/didChangeConfiguration {"settings": {"perfhint": {"maxHints": 5}}}
< request 1 workspace/textDocumentContent/refresh {"uri": "perfhint:/settings.toml?file%3A%2F%2F%2Fw%2Fa.py"}
> response 1 null
> 6 workspace/textDocumentContent {"uri": "perfhint:/settings.toml?file%3A%2F%2F%2Fw%2Fa.py"}
< 6 {"text": "~ max-hints = 5"}
> 7 workspace/executeCommand {"command": "perfhint.printDebugInformation"}
< window/logMessage {"type": 5}
< 7 {}
