# rule: manual-sum
# why: `+=` on Decimal/str/list: sum() raises on str and is quadratic on lists.
def joined(parts):
    s = ""
    for p in parts:
        s += p  # flagged by str-concat-in-loop, never by manual-sum
    return s
