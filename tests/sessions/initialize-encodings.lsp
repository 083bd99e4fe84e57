# Bytes need no counting, so utf-8 is taken where it is offered, wherever it stands in the list.
> 1 initialize {"capabilities": {"general": {"positionEncodings": ["utf-16", "utf-32", "utf-8"]}}}
< 1 {"capabilities": {"positionEncoding": "utf-8"}}
> 2 initialize {"capabilities": {}}
< 2 error -32600
