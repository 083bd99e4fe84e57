# rule: manual-sum
# why: Filtered or computed accumulation: sum(genexp) is not faster on 3.11+. Only flag the bare `total += x` form (5x).
def weight(xs):
    t = 0
    for x in xs:
        if x.ok:
            t += x.w  # ok
    return t
