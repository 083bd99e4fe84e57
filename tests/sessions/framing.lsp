# The client breaks the protocol: after bytes that are no message the session goes on.
raw Content-Length: nonsense\r\n\r\n
< null error -32700 {"message": "~ nonsense"}
> 1 initialize {"capabilities": {}}
< 1 {}
raw Content-Length: 9\r\n\r\n{"a": 1,}
< null error -32700
raw content-type: text\r\nCONTENT-LENGTH: 40\r\n\r\n{"jsonrpc":"2.0","id":2,"method":"nope"}
< 2 error -32601 {"message": "~ nope"}
raw Content-Length: 2\r\n\r\n[]
< null error -32600
raw Content-Length: 27\r\n\r\n{"jsonrpc":"3.0","id":"x3"}
< "x3" error -32600
raw Content-Length: 99999999999999\r\n\r\n
< null error -32700 {"message": "~ the limit is 67108864 bytes"}
> 4 shutdown
< 4 null
> exit
exit 0
