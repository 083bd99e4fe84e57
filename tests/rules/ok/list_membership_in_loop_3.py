# rule: list-membership-in-loop
# why: Elements are lists/dicts/arrays: a set is impossible.
def dedupe(points):
    seen: list[list[int]] = []
    for p in points:
        if [p.x, p.y] in seen:  # ok
            continue
        seen.append([p.x, p.y])
    return seen
