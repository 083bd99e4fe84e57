"""Runs benches in one process on the Python that executes it: JSON in, JSON out. Each side is compiled into one
function (its names are locals, as in real code) and both run interleaved, A B then B A, so that whatever disturbs the
machine disturbs both. evidence.py starts several such processes and joins them. CPython 3.8 and later."""
import ast
import gc
import itertools
import json
import math
import sys
import time
import tracemalloc
import textwrap

FRAME = """
def run(_rounds, _timer, n):
    {setup}
    _start = _timer()
    for _round in _rounds:
        {body}
    _end = _timer()
    return _end - _start, {result}
"""


def build(bench, side, keep_result):
    """The function of a side. With keep_result the value of a closing expression is kept, to be compared."""
    body = bench[side]
    keeps = "result" in assigned_names(body)
    if keep_result and not keeps:
        kept = with_result(body)
        keeps = kept is not None
        body = kept or body
    source = FRAME.format(setup=textwrap.indent(bench["setup"].strip("\n") or "pass", "    ").lstrip(),
                          body=textwrap.indent(body, "        ").lstrip(),
                          result="result" if keep_result and keeps else "NotImplemented")
    names = {"__name__": "bench"}
    exec(compile(source, "<%s %s>" % (bench["rule"], side), "exec"), names)
    return names["run"]


def assigned_names(source):
    return {node.id for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def with_result(source):
    """The source with `result = ` before its last statement, if that is an expression."""
    last = ast.parse(source).body[-1]
    if not isinstance(last, ast.Expr):
        return None
    lines = source.split("\n")
    line, column = last.lineno - 1, last.col_offset
    before = lines[line].encode()[:column].decode()
    after = lines[line].encode()[column:].decode()
    return "\n".join(lines[:line] + [before + "result = (" + after] + lines[line + 1:]) + "\n)"


def comparable(value):
    return list(itertools.islice(value, 10000)) if hasattr(value, "__next__") else value


def is_same(a, b):
    if isinstance(a, float) and isinstance(b, float):
        return math.isclose(a, b, rel_tol=1e-9)
    return a == b


def check_same(bench, n):
    """Both sides give the same; a side that gives nothing to compare is taken at its word."""
    values = []
    for side in ("before", "after"):
        values.append(comparable(build(bench, side, True)(itertools.repeat(None, 1), int, n)[1]))
    if any(value is NotImplemented for value in values):
        return
    if not is_same(*values):
        raise AssertionError("results differ: %.60r and %.60r" % tuple(values))


class PeakTimer:
    """A timer for run() that starts tracing where the clock would start, and reads the peak where it would stop."""

    def __init__(self):
        self.peak = None

    def __call__(self):
        if self.peak is None:
            self.peak = 0
            gc.collect()
            tracemalloc.start(1)
            self.base = tracemalloc.get_traced_memory()[0]
        else:
            self.peak = max(0, tracemalloc.get_traced_memory()[1] - self.base)
            tracemalloc.stop()
        return 0


def peak_bytes(run, n):
    timer = PeakTimer()
    run(itertools.repeat(None, 1), timer, n)
    return timer.peak


def rounds_for(run, timer, n, slice_ns):
    """How many rounds fill a slice, and how long they take."""
    rounds = 1
    while True:
        spent = max(run(itertools.repeat(None, rounds), timer, n)[0], 50)
        if spent >= slice_ns * 0.6 or rounds >= 1000000:
            return rounds, spent
        rounds = max(rounds + 1, min(rounds * 50, int(rounds * slice_ns / spent) + 1))


def measure(bench, n, slice_ns, repeats):
    timer = time.perf_counter_ns if bench["clock"] == "wall" else time.thread_time_ns
    if bench["same"]:
        check_same(bench, n)
    runs = {side: build(bench, side, False) for side in ("before", "after")}
    rounds, spent = {}, 0
    for side, run in runs.items():
        rounds[side], nanoseconds = rounds_for(run, timer, n, slice_ns)
        spent += nanoseconds
    if spent > 20 * slice_ns:  # one round alone is long: fewer of them
        repeats = min(repeats, 5)
    times = {"before": [], "after": []}
    for repeat in range(repeats):
        for side in (("before", "after") if repeat % 2 == 0 else ("after", "before")):
            nanoseconds = runs[side](itertools.repeat(None, rounds[side]), timer, n)[0]
            times[side].append(max(nanoseconds, 1) / rounds[side])
    cell = {"ratios": [a / b for a, b in zip(times["before"], times["after"])]}
    if bench["memory"]:
        cell["bytes_before"] = peak_bytes(runs["before"], n)
        cell["bytes_after"] = peak_bytes(runs["after"], n)
    return cell


def main():
    """{"slice_ns", "repeats", "packages": folder or null, "cells": [{"bench", "n"}]} in; a list of measured cells, or
    {"error"}, out."""
    task = json.load(sys.stdin)
    if task["packages"]:
        sys.path.insert(0, task["packages"])
    gc.collect()
    gc.freeze()
    out = []
    for cell in task["cells"]:
        gc.collect()
        try:
            out.append(measure(cell["bench"], cell["n"], task["slice_ns"], task["repeats"]))
        except Exception as error:  # the page's own code may raise anything
            out.append({"error": "%s: %s" % (type(error).__name__, error)})
    json.dump(out, sys.stdout)


if __name__ == "__main__":
    main()
