# Types of expressions.

## literals
x = 1                   # type: 1 -> int  # type: x -> int
y = [1, 2]              # type: [1, 2] -> list[int]
