"""Time by line and by function, from the events of the project's code.

A line is charged for the time until the thread's next event; where other threads had events meanwhile, for the
processor's time only: so that a line that waits for another thread is not charged for what that one does. What the
measuring itself takes is not charged: neither the time in here, nor, as measured at the start, what it takes to get
here."""
import collections
import threading
import time

from . import events, project


class Frame:
    """A function that runs: the line it is at, and the time charged in and below that line and the function."""
    __slots__ = ("code", "owner", "line", "in_line", "in_frame")

    def __init__(self, code, owner, line):
        self.code, self.owner, self.line = code, owner, line
        self.in_line = self.in_frame = 0


class Thread(threading.local):
    """Of each thread: its frames, how often a line or function is at work in the frames below the top, and both
    clocks at the end of its last event."""

    def __init__(self, costs):
        self.me = object()
        self.frames = []
        self.busy = collections.defaultdict(int)
        costs.threads += 1
        self.last, self.cpu = time.perf_counter_ns(), time.thread_time_ns()


class LineCosts:
    """Nanoseconds by (code, line) and by code."""

    def __init__(self, lines=True):
        self.lines = lines
        self.overhead = 0
        self.charged = 0
        self.line_self, self.line_total = collections.defaultdict(int), collections.defaultdict(int)
        self.line_calls = collections.defaultdict(int)
        self.self, self.total = collections.defaultdict(int), collections.defaultdict(int)
        self.calls = collections.defaultdict(int)
        self.threads = 0
        self.latest = None  # the thread that had the last event
        self.thread = Thread(self)
        self.source = None

    def start(self):
        self.overhead = overhead_of_an_event() if self.lines else 0
        self.end_event(self.thread)
        self.source = events.start(self, self.lines)

    def stop(self):
        self.source.stop()
        thread = self.thread
        self.charge(thread, time.perf_counter_ns())
        while thread.frames:
            self.pop(thread.frames)

    def charge(self, thread, now):
        if self.latest is thread.me:
            spent = now - thread.last - self.overhead
        elif thread.cpu is None:  # it was the only one until now
            return
        else:
            spent = time.thread_time_ns() - thread.cpu - self.overhead
        if spent <= 0:
            return
        self.charged += spent
        frames = thread.frames
        if frames:
            top = frames[-1]
            top.in_line += spent
            self.line_self[top.code, top.line] += spent
            self.self[top.owner] += spent

    def end_event(self, thread):
        self.latest = thread.me
        thread.cpu = time.thread_time_ns() if self.threads > 1 or not self.lines else None
        thread.last = time.perf_counter_ns()

    def end_line(self, top):
        key = top.code, top.line
        if not self.thread.busy[key]:
            self.line_total[key] += top.in_line
        top.in_frame += top.in_line
        top.in_line = 0

    def pop(self, frames):
        top = frames.pop()
        self.end_line(top)
        busy = self.thread.busy
        if not busy[top.owner]:
            self.total[top.owner] += top.in_frame
        below = frames[-1] if frames else None
        if below is not None:
            busy[below.code, below.line] -= 1
            busy[below.owner] -= 1
            below.in_line += top.in_frame

    def enter(self, code, line):
        now = time.perf_counter_ns()
        thread = self.thread
        frames = thread.frames
        self.charge(thread, now)
        owner = code
        if frames:
            below = frames[-1]
            busy = thread.busy
            busy[below.code, below.line] += 1
            busy[below.owner] += 1
            if code.co_name in project.INNER:
                owner = below.owner
        if owner is code:
            self.calls[code] += 1
        frames.append(Frame(code, owner, line))
        self.end_event(thread)

    def line(self, code, line):
        now = time.perf_counter_ns()
        thread = self.thread
        frames = thread.frames
        if frames:
            self.charge(thread, now)
            top = frames[-1]
            self.end_line(top)
            top.line = line
            self.line_calls[code, line] += 1
        self.end_event(thread)

    def leave(self, code):
        now = time.perf_counter_ns()
        thread = self.thread
        frames = thread.frames
        # Those above it, whose end was missed: an interrupt may come in here, too.
        at = next((at for at in range(len(frames) - 1, -1, -1) if frames[at].code is code), None)
        if at is not None:
            self.charge(thread, now)
            while len(frames) > at:
                self.pop(frames)
        self.end_event(thread)

    def write(self, run):
        self.write_functions(run)
        if self.lines:
            self.write_lines(run)

    def write_functions(self, run):
        names = project.Names()
        for code in self.self.keys() | self.total.keys():
            run.add_function(code.co_filename, names.of(code), code.co_firstlineno,
                             self.self[code] / 1e9, self.total[code] / 1e9, self.calls[code])

    def write_lines(self, run):
        spent, run.total = run.total, self.charged / 1e9
        if spent > 1.1 * run.total > 0:
            run.notes.append("measuring lines made the run %.1f times as long; the times are without that."
                             % (spent / run.total))
        for code, line in self.line_total:
            key = code, line
            run.add_line(code.co_filename, line, {"self": self.line_self[key] / 1e9,
                                                  "total": self.line_total[key] / 1e9, "calls": self.line_calls[key]})


SPIN = "def spin(n):\n    while n:\n        n -= 1\n"


def overhead_of_an_event():
    """Nanoseconds that pass between the end of one event's handling and the begin of the next without any code
    of the program: the least of some short runs of lines that do next to nothing."""
    space = {}
    exec(compile(SPIN, "/perfhint-spin.py", "exec"), space)
    rounds = 2000
    least = float("inf")
    for _ in range(5):
        begin = time.perf_counter_ns()
        space["spin"](rounds)
        bare = time.perf_counter_ns() - begin
        costs = LineCosts()
        costs.end_event(costs.thread)
        costs.source = events.start(costs)
        space["spin"](rounds)
        costs.source.stop()
        least = min(least, (costs.charged - bare) / (2 * rounds))
    return max(0, int(least))
