> 1 initialize {"capabilities": {"general": {"positionEncodings": ["utf-16", "utf-32"]}}}
< 1 {"capabilities": {"positionEncoding": "utf-32"}}
