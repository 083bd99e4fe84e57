# rule: missing-slots
# why: cached_property needs __dict__.
from functools import cached_property
class Report:
    def __init__(self, rows):
        self.rows = rows
    @cached_property
    def total(self):  # ok: no slots hint
        return sum(self.rows)
