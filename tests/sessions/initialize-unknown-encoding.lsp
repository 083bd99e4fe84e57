# The client breaks the protocol: utf-16 must be offered. What we do not have is not taken: utf-16 is what every client understands.
> 1 initialize {"capabilities": {"general": {"positionEncodings": ["utf-7"]}}}
< 1 {"capabilities": {"positionEncoding": "utf-16"}}
