# Loops: what is evaluated once a round, and by which loop.

## a for's iterable and its else belong outside
for a in bb:            # depth: bb -> 0  # depth: a -> 1
    cc                  # depth: cc -> 1  # loop: cc -> 1
else:
    dd                  # depth: dd -> 0  # loop: dd -> none

## a while's condition is evaluated each round
while aa:               # depth: aa -> 1
    for x in bb:        # depth: bb -> 1
        cc              # depth: cc -> 2  # loop: cc -> 2

## a comprehension's first iterable belongs outside
[aa for x in bb for y in cc if dd]   # depth: aa -> 1  # depth: bb -> 0  # depth: cc -> 1  # depth: dd -> 1

## a function's body starts anew
for a in b:
    def f(x=cc):        # depth: cc -> 1
        return dd       # depth: dd -> 0
    g = lambda: ee      # depth: ee -> 0
    class C:
        x = ff          # depth: ff -> 1
