> 1 initialize {"capabilities": {}, "processId": 4711}
< 1 {}
tick 10000
nothing
kill
tick 3000
exit 1
