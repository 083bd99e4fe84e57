# rule: readlines-iterate
# why: readlines() result is indexed / len()-ed / reused.
def tail(path, n):
    with open(path) as f:
        lines = f.readlines()  # ok
    return lines[-n:]
