"""Tells when functions and lines of the project are reached: by sys.monitoring (3.12), else by sys.settrace.

A listener has four functions; each is called in the thread that runs the code:
    enter(code, line)    a function begins, or goes on after a yield
    line(code, line)     a line is about to run
    leave(code)          the function ends, by whatever way, or yields
They are not called of library code: what it does happens within the line that has called it."""
import sys
import threading

from . import project

NAME = "perfhint"


def start(listener, lines=True):
    """`lines`: whether `line` is wanted. Frames of the project that run already are entered first."""
    source = Monitoring(listener, lines) if hasattr(sys, "monitoring") else Tracing(listener, lines)
    source.start()
    return source


def project_frames(frame):
    """Of a thread, the oldest first."""
    frames = []
    while frame is not None:
        if project.is_project(frame.f_code.co_filename):
            frames.append(frame)
        frame = frame.f_back
    return frames[::-1]


class Monitoring:
    def __init__(self, listener, lines):
        self.listener, self.lines = listener, lines
        self.codes = set()
        self.tool = None

    def start(self):
        monitoring, event = sys.monitoring, sys.monitoring.events
        self.tool = next((tool for tool in (3, 4, 2, 1, 0) if monitoring.get_tool(tool) is None), None)
        if self.tool is None:
            raise RuntimeError("all tools of sys.monitoring are in use")
        monitoring.use_tool_id(self.tool, NAME)
        for frame in project_frames(sys._getframe(1)):
            self.watch(frame.f_code)
            self.listener.enter(frame.f_code, frame.f_lineno)
        for what, function in self.callbacks(event).items():
            monitoring.register_callback(self.tool, what, function)
        monitoring.set_events(self.tool, event.PY_START | event.PY_RESUME | event.PY_UNWIND | event.PY_THROW)

    def watch(self, code):
        event = sys.monitoring.events
        self.codes.add(code)
        wanted = event.PY_RETURN | event.PY_YIELD | (event.LINE if self.lines else 0)
        sys.monitoring.set_local_events(self.tool, code, wanted)

    def callbacks(self, event):
        codes, watch, disable = self.codes, self.watch, sys.monitoring.DISABLE
        enter, line, leave = self.listener.enter, self.listener.line, self.listener.leave
        is_project = project.is_project

        def started(code, offset):
            if code not in codes:
                if not is_project(code.co_filename):
                    return disable
                watch(code)
            enter(code, code.co_firstlineno)

        def resumed(code, offset):
            if code not in codes:
                return disable
            enter(code, sys._getframe(1).f_lineno)

        def thrown(code, offset, error):
            if code in codes:
                enter(code, sys._getframe(1).f_lineno)

        def left(code, offset, value):
            if code in codes:
                leave(code)

        def reached(code, number):
            line(code, number)

        return {event.PY_START: started, event.PY_RESUME: resumed, event.PY_THROW: thrown, event.PY_RETURN: left,
                event.PY_YIELD: left, event.PY_UNWIND: left, event.LINE: reached}

    def stop(self):
        sys.monitoring.set_events(self.tool, 0)
        for code in self.codes:
            sys.monitoring.set_local_events(self.tool, code, 0)
        sys.monitoring.free_tool_id(self.tool)


class Tracing:
    def __init__(self, listener, lines):
        self.listener, self.lines = listener, lines
        self.on = False

    def start(self):
        is_project = project.is_project
        enter, line, leave, lines = self.listener.enter, self.listener.line, self.listener.leave, self.lines

        def within(frame, what, argument):
            if what == "line":
                line(frame.f_code, frame.f_lineno)
            elif what == "return":
                leave(frame.f_code)
            return within

        def called(frame, what, argument):
            if not self.on or not is_project(frame.f_code.co_filename):
                return None
            if not lines:
                frame.f_trace_lines = False
            enter(frame.f_code, frame.f_lineno)
            return within

        self.on = True
        for frame in project_frames(sys._getframe(1)):
            frame.f_trace, frame.f_trace_lines = within, lines
            enter(frame.f_code, frame.f_lineno)
        threading.settrace(called)
        sys.settrace(called)

    def stop(self):
        self.on = False
        threading.settrace(None)
        sys.settrace(None)
