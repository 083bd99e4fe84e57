# rule: list-comp-to-generator
# why: The free variable is rebound before consumption: a generator would see the new value.
def scaled(xs, k):
    ys = [x * k for x in xs]  # ok
    k = 0
    return k, list(ys)
