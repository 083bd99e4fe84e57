"""How sure a median is, without assuming a distribution."""
from math import comb


def median_interval(values, confidence=0.95):
    """The tightest pair of order statistics that covers the median with at least `confidence`; all of it if few."""
    values = sorted(values)
    count = len(values)
    best, miss = 0, 0.0
    for k in range((count + 1) // 2):
        miss += 2.0 * comb(count, k) / 2.0 ** count  # both tails: fewer than k + 1 values on one side
        if miss > 1 - confidence:
            break
        best = k
    return values[best], values[count - 1 - best]
