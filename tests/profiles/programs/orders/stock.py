"""What is in stock, and how much room it takes."""
import builtins
import datetime

# line_profiler and memory_profiler put their decorator there.
profile = getattr(builtins, "profile", lambda function: function)


class Stock:
    def __init__(self, numbers):
        self.numbers = list(numbers)

    @profile
    def known(self, wanted):  # method
        found = 0
        for number in wanted:
            found += number in self.numbers  # time: hot
        return found


@profile
def read_labels(count):
    labels = []
    for number in range(count):
        labels.append(f"{number:04}" * 250)  # memory: hot
    return labels


@profile
def newest(days):
    latest = datetime.datetime.min
    for day in days:
        latest = max(latest, datetime.datetime.strptime(day, "%Y-%m-%d"))  # time: warm
    return latest


def partitions(total, largest):  # recursive
    if total == 0 or largest == 1:
        return 1
    if largest > total:
        return partitions(total, total)
    return partitions(total - largest, largest) + partitions(total, largest - 1)
