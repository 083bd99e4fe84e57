# rule: manual-sum
# why: 4-6x
def tot(xs):
    total = 0
    for x in xs:
        total += x  # expect: manual-sum
    return total
