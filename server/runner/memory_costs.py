"""Memory by line, from tracemalloc: what was live when most was, and what is left at the end.

The peak is looked at after each line of the project, so that it is known exactly, and in which line it came. When a
line has made a peak half above the last one that was looked into, what is live is taken down line by line; what
the line itself had at the peak, and has given back, counts as its own. A smaller step counts as the line's that made
it."""
import gc
import sys
import tracemalloc

from . import events, project

FRAMES = 12  # of a traceback; as deep as a library may be called into before a line of the project is lost
STEP = 1.5  # each look takes as long as there are blocks; all together, at most as three at the peak
LEAST = 16 * 1024  # bytes; what is less is not looked into


class MemoryCosts:
    def __init__(self):
        self.peak = 0
        self.looked_into = LEAST
        self.live_at_peak, self.live_at_end = {}, {}
        self.blocks_at_end = {}
        self.paths = set()
        self.where = None  # (path, line) that runs
        self.visible_peak = 0  # what the program is told of its own peak
        self.ours = 0  # bytes that are traced and the runner's
        self.source = None
        self.looking = False
        self.reset = getattr(tracemalloc, "reset_peak", lambda: None)  # since 3.9
        self.read = tracemalloc.get_traced_memory

    def start(self):
        tracemalloc.start(FRAMES)
        self.share_with_the_program()
        self.source = events.start(self)

    def begin(self):
        """What has been allocated until now is the runner's."""
        self.ours = self.read()[0]

    def share_with_the_program(self):
        """A program that uses tracemalloc itself must neither end the measuring nor be told our peaks."""
        def get_traced_memory():
            current, peak = self.read()
            self.visible_peak = max(self.visible_peak, peak)
            return current, self.visible_peak

        def reset_peak():
            self.look()
            self.reset()
            self.visible_peak = 0

        tracemalloc.get_traced_memory = get_traced_memory
        tracemalloc.start = lambda nframe=1: None
        tracemalloc.stop = tracemalloc.clear_traces = lambda: None
        if hasattr(tracemalloc, "reset_peak"):
            tracemalloc.reset_peak = reset_peak

    def enter(self, code, line):
        if not self.paths:  # what it took to find and compile the program is not the program's
            self.reset()
            self.peak, self.visible_peak = 0, 0
        self.look()
        self.paths.add(code.co_filename)
        self.where = code.co_filename, line

    def line(self, code, line):
        self.look()
        self.where = code.co_filename, line

    def leave(self, code):
        self.look()
        frame = sys._getframe(2)
        while frame is not None and (frame.f_code is code or not project.is_project(frame.f_code.co_filename)):
            frame = frame.f_back
        self.where = (frame.f_code.co_filename, frame.f_lineno) if frame is not None else None

    def look(self):
        """At what the line that has ended did to the peak."""
        if self.looking:  # a finalizer that ran in here
            return
        current, peak = self.read()
        if peak > self.visible_peak:
            self.visible_peak = peak
        more = peak - self.ours - self.peak
        if more <= 0:
            return
        self.peak += more
        if self.peak > self.looked_into * STEP:
            self.looking = True
            self.look_into(current, peak)
            self.looking = False
        elif self.where is not None:
            self.live_at_peak[self.where] = self.live_at_peak.get(self.where, 0) + more

    def look_into(self, current, peak):
        self.looked_into = self.peak
        live, _ = live_by_line()
        if self.where is not None and peak > current:
            live[self.where] = live.get(self.where, 0) + peak - current
        self.live_at_peak = live
        self.ours += self.read()[0] - current
        self.reset()  # what looking took is no peak of the program's

    def stop(self):
        self.source.stop()
        self.look()
        self.live_at_end, self.blocks_at_end = live_by_line()

    def write(self, run):
        run.peak_bytes = self.peak
        for path in self.paths:
            run.file(path)
        for (path, line), size in self.live_at_peak.items():
            run.add_line(path, line, {"peak_bytes": size})
        for (path, line), size in self.live_at_end.items():
            run.add_growth(path, line, size, self.blocks_at_end[path, line])


def is_runners(path):
    return path.startswith(project.OWN)


def live_by_line():
    """Bytes and blocks that are live, by the line of the project that has asked for them, however deep below."""
    costs = {}
    collects = gc.isenabled()
    gc.disable()  # many tuples are made at once: no reason to collect the program's garbage
    # The raw tuples, of which those of one place are one object: told apart by that, for to hash each takes long.
    for trace in tracemalloc.take_snapshot().traces._traces:
        frames = trace[2]
        cost = costs.get(id(frames))
        if cost is None:
            cost = costs[id(frames)] = [frames, 0, 0]
        cost[1] += trace[1]
        cost[2] += 1
    trace = None
    if collects:
        gc.enable()
    by_line, count = {}, {}
    for frames, size, blocks in costs.values():
        place = next((place for place in frames if project.is_project(place[0]) or is_runners(place[0])), None)
        if place is not None and not is_runners(place[0]):
            by_line[place] = by_line.get(place, 0) + size
            count[place] = count.get(place, 0) + blocks
    return by_line, count
