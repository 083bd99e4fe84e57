"""Time by function, from cProfile; and, from the moment that a second thread starts, from the events of the
project's code: cProfile sees one thread before 3.12, and takes all threads for one since."""
import cProfile
import functools
import threading

from . import line_costs, project


class TimeCosts:
    def __init__(self):
        self.profiler = cProfile.Profile()
        self.later = None  # what measures once there are threads
        self.on = False

    def start(self):
        start_thread = threading.Thread.start

        def start(thread):
            self.change()
            start_thread(thread)

        threading.Thread.start = functools.wraps(start_thread)(start)
        self.on = True
        self.profiler.enable()

    def change(self):
        if self.on and self.later is None:
            self.profiler.disable()
            self.later = line_costs.LineCosts(lines=False)
            self.later.start()

    def stop(self):
        self.on = False
        self.profiler.disable()
        if self.later is not None:
            self.later.stop()

    def write(self, run):
        names = project.Names()
        for code, cost in costs_of(self.profiler.getstats()).items():
            run.add_function(code.co_filename, names.of(code), code.co_firstlineno, *cost)
        if self.later is not None:
            self.later.write(run)


def is_own(code):
    """Whether a function of the project is told of by itself; what is not is paid for by its callers."""
    return not isinstance(code, str) and project.is_project(code.co_filename) and code.co_name not in project.INNER


def costs_of(entries):
    """{code: (self, total, calls)} of the project's functions. `self` has the time of what is called from there
    and is not the project's: a library function's own time is known by caller; what it has to pay for others in
    its turn is shared out among its callers by the time that it took in each."""
    own = {entry.code: [entry.inlinetime, entry.totaltime, entry.callcount] for entry in entries if is_own(entry.code)}
    callers = paying_callers(entries, own)
    waiting = {}
    for edges in callers.values():
        for caller, inline, _ in edges:
            pay(own, waiting, caller, inline)
    rounds = 100  # library functions that call each other in a circle pass less on each time
    while waiting and rounds:
        rounds -= 1
        debts, waiting = waiting, {}
        for code, debt in debts.items():
            edges = callers.get(code, ())
            whole = sum(total for _, _, total in edges)
            for caller, _, total in edges:
                if whole > 0:
                    pay(own, waiting, caller, debt * total / whole)
    # A share is a guess, and of code that is called in many ways (imports, plugins) a poor one; but what is within a
    # function is within its total.
    return {code: (min(spent, total), total, calls) for code, (spent, total, calls) in own.items()}


def paying_callers(entries, own):
    """{callee: [(caller, own time, time with what it calls)]} of what is not the project's, with those callers only
    that are the project's or are called by it: others, as what has started the program, pay for nothing."""
    callers = {}
    for entry in entries:
        for call in entry.calls or ():
            if not is_own(call.code):
                callers.setdefault(call.code, []).append((entry.code, call.inlinetime, call.totaltime))
    paying, found = set(own), True
    while found:
        found = [code for code, edges in callers.items() if code not in paying and any(edge[0] in paying for edge in edges)]
        paying.update(found)
    return {code: [edge for edge in edges if edge[0] in paying] for code, edges in callers.items()}


def pay(own, waiting, code, seconds):
    if code in own:
        own[code][0] += seconds
    elif seconds > 1e-9:
        waiting[code] = waiting.get(code, 0.0) + seconds
