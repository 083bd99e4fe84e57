# rule: str-concat-in-loop
# why: The accumulator is reset at the start of each outer iteration and the inner part is bounded.
def render(rows):
    out = []
    for r in rows:
        line = ""
        for cell in r[:3]:
            line += str(cell)  # ok
        out.append(line)
    return out
