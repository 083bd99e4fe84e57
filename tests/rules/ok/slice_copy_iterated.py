# rule: slice-copy-iterated
# why: Removing while iterating: xs[:] is the documented idiom (python tutorial 4.2).
def remove_odd(xs):
    for x in xs[:]:  # ok
        if x % 2:
            xs.remove(x)
