"""What the editors open: a class, a list, and two calls that build a list for nothing."""


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


sizes = [1, 2, 3]


def check(rows: range):
    first = any([row < 0 for row in rows])
    name = "𝔘ñ"; second = any([row < 0 for row in rows])
    return name, first, second
