# rule: list-comp-to-generator
# why: The list is used twice; a generator would be exhausted after the first pass.
def stats(rows):
    vals = [r.v for r in rows]  # ok
    return sum(vals) / len(vals)
