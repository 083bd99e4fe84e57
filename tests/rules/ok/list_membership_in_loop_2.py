# rule: list-membership-in-loop
# why: The list grows in the loop and its order matters afterwards; a parallel set is needed, a plain conversion is wrong.
def walk(start, edges):
    order = [start]
    for n in order:
        for m in edges[n]:
            if m not in order:  # ok: different message, needs a companion set
                order.append(m)
    return order
