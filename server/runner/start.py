"""Where a run begins and ends: measures the program, and writes what was found when the interpreter ends."""
import atexit
import os
import signal
import sys
import threading
import time

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None

from . import collector, line_costs, memory_costs, references, report, run_file, target, time_costs, tools


class Measured:
    """One run of a program; written once, by the process that began it."""

    def __init__(self, mode, words, out, picture=None):
        self.out, self.mode = out, mode
        self.process = os.getpid()
        self.run = run_file.Run(words)
        self.costs = {"time": time_costs.TimeCosts, "lines": line_costs.LineCosts,
                      "memory": memory_costs.MemoryCosts}[mode]()
        self.collector = collector.Collector()
        self.references = references.References(picture) if mode == "memory" else None
        self.begin = 0.0
        self.done = self.interrupted = False

    def start(self):
        # First in, last out: the program's own functions for the exit are measured, too, and its threads have ended.
        atexit.register(self.end_by_interrupt)
        atexit.register(self.finish)
        self.write_before_sudden_ends()
        if self.references:
            self.costs.start()
            self.references.start()
            self.collector.start()
            self.costs.begin()
        else:
            self.collector.start()
            self.begin = time.perf_counter()
            self.costs.start()

    def write_before_sudden_ends(self):
        """os._exit and SIGTERM end a process without a word."""
        end_at_once = os._exit

        def _exit(status):
            self.finish()
            end_at_once(status)

        ends = [number for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM))
                if signal.getsignal(number) == signal.SIG_DFL]

        def terminated(number, frame):
            for other in ends:  # who ends a whole group sends it twice: to us, and by perfhint
                signal.signal(other, signal.SIG_IGN)
            self.finish()
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

        os._exit = _exit
        for number in ends:
            signal.signal(number, terminated)

    def end_by_interrupt(self):
        """As python does after an interrupt that nobody caught."""
        if self.interrupted and os.getpid() == self.process:
            target.flush(sys.stdout)
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.kill(self.process, signal.SIGINT)

    def finish(self):
        if self.done or os.getpid() != self.process:
            return
        self.done = True
        interrupts = signal.signal(signal.SIGINT, signal.SIG_IGN) if is_main_thread() else None
        try:
            give_room()
            self.costs.stop()
            self.run.total = time.perf_counter() - self.begin
            self.collector.stop()
            if self.references:
                self.references.stop()
            self.write()
        finally:
            if interrupts is not None:
                signal.signal(signal.SIGINT, interrupts)

    def write(self):
        run = self.run
        self.costs.write(run)
        run.collector = self.collector.answer()
        if self.references:
            run.references = self.references.answer()
        if self.mode == "memory":
            run.total = 0
        if not run.files:
            return
        run_file.write_json(os.path.join(self.out, "run.json"), run.json())
        run_file.write(os.path.join(self.out, "report.txt"), report.report(run))


def give_room():
    """What is written at the end must not fail for a limit that the program has come up to."""
    if resource:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def is_main_thread():
    return threading.current_thread() is threading.main_thread()


def start():
    """The words: MODE, a folder for what is written, then the program's own. Never returns."""
    folder, mode, out = sys.argv[1:4]
    words = sys.argv[4:]
    sys.path.remove(folder)
    picture = None
    if mode.startswith("with:"):
        tools.prepare(mode[len("with:"):], words, out)  # ends the process, but for objgraph
        mode, picture = "memory", tools.picture_by_objgraph(out)
    target.check(words)
    measured = Measured(mode, words, out, picture)
    measured.start()
    code = target.run_to_exit_code(words)
    measured.interrupted = code == -signal.SIGINT
    sys.exit(1 if measured.interrupted else code)
