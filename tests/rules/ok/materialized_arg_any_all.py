# rule: materialized-arg-any-all
# why: The element expression has side effects (deletes each row): short-circuiting would skip deletions.
def delete_all(rows):
    return all([row.delete() for row in rows])  # ok
