"""Checks orders against the stock: a small program whose costs are known.

The marks at the ends of lines say what a profile has to show; tests read them from here.
time: hot     the line that takes most of the time
time: warm    a line that takes much of it in the standard library
memory: hot   the line that has allocated most when most is allocated
recursive     a function that calls itself: its time counts once, however deep it is
method        a function of a class, which some tools name with it
cold          a function that runs and costs next to nothing
"""
import sys

from stock import Stock, newest, partitions, read_labels


def days_of(year):  # cold
    return [f"{year}-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]


def report(known, latest, ways, labels):  # cold
    print(f"{known} known, newest {latest:%Y-%m-%d}, {ways} ways, {len(labels)} labels")


def main(rounds):
    labels = read_labels(30_000)
    stock = Stock(range(10_000))
    known = latest = ways = 0
    for _ in range(rounds):
        known += stock.known(range(8_000, 12_000))
        latest = newest(days_of(2024) * 20)
        ways = partitions(24, 24)
    report(known, latest, ways, labels)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
