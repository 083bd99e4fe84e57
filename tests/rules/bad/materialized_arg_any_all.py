# rule: materialized-arg-any-all
# why: 18-54x when the hit is early
def bad_row(rows):
    return any([r.bad for r in rows])  # expect: materialized-arg-any-all
