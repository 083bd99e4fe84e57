# rule: list-membership-in-loop
# why: list literal assigned outside, tested inside a for
def clean(tokens):
    stop = [w.strip() for w in open("stop.txt")]
    out = []
    for t in tokens:
        if t not in stop:  # expect: list-membership-in-loop
            out.append(t)
    return out
