#!/usr/bin/env python3
"""Measures the bench blocks of the rule pages on the CPythons of this machine and writes evidence.json: one flat row
per rule, case, Python and n. Only what is measured is replaced; rows whose block changed since are dropped.

    evidence.py [--only RULE] [--versions 3.12,3.13] [--python PATH] [--changed] [--quick] [--check]

get_python.sh fetches optimised builds of the versions that a machine lacks."""
import argparse
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import bench as pages  # noqa: E402
import packages  # noqa: E402
from interval import median_interval  # noqa: E402
from pythons import environment, find_pythons  # noqa: E402

METHOD = ("time = median of t_before / t_after over paired interleaved runs in several processes; low, high = "
          "order-statistic ~95 % interval of it, widened to the medians of the processes; bytes = tracemalloc peak of "
          "one execution; thread CPU time unless the block says clock=wall")
TOO_WIDE = 1.3  # high / low above which a cell is measured again
TRIES = 3


# Numeric libraries must not spread over the cores: the clock is that of one thread.
ONE_THREAD = {name + "_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "RAYON")}
ONE_THREAD["POLARS_MAX_THREADS"] = "1"


def measure_once(python, cells, plan, seed, folder=None):
    """The cells in one process of their own: another address layout and hash seed each time."""
    task = {"slice_ns": plan["slice_ns"], "repeats": plan["repeats"], "packages": folder, "cells": cells}
    done = subprocess.run([python["path"], "-B", "-s", os.path.join(HERE, "measure.py")], input=json.dumps(task),
                          stdout=subprocess.PIPE, check=True, universal_newlines=True,
                          env=dict(environment(), **dict(ONE_THREAD, PYTHONHASHSEED=str(seed))))
    return json.loads(done.stdout)


def row_of(python, cell, processes):
    """One row from the same cell of several processes."""
    medians = [statistics.median(process["ratios"]) for process in processes]
    ratios = [ratio for process in processes for ratio in process["ratios"]]
    low, high = median_interval(ratios)
    bench = cell["bench"]
    row = {"rule": bench["rule"], "case": bench["case"], "python": python["version"], "n": cell["n"],
           "time": rounded(statistics.median(ratios)), "low": rounded(min([low] + medians)),
           "high": rounded(max([high] + medians)), "bytes_before": None, "bytes_after": None,
           "build": python["build"], "hash": bench["hash"]}
    for side in ("bytes_before", "bytes_after"):
        if bench["memory"]:
            row[side] = int(statistics.median(process[side] for process in processes))
    return row


def rounded(ratio):
    return float("%.4g" % ratio)


def measure_python(python, cells, plan):
    """(rows, errors) of one Python. Blocks that need packages run in processes of their own, in those that have just
    these, so that the others are measured as if there were none; where a Python cannot have them, they are left out."""
    rows, errors = [], []
    for needs in sorted({tuple(cell["bench"]["needs"]) for cell in cells}):
        chosen = [cell for cell in cells if tuple(cell["bench"]["needs"]) == needs]
        folder, pins = None, []
        if needs:
            try:
                folder, pins = packages.folder_of(python, needs)
            except packages.Unavailable as error:
                names = ", ".join(sorted({cell["bench"]["rule"] for cell in chosen}))
                print("evidence: left out on CPython %s: %s (%s)" % (python["version"], names, error), file=sys.stderr)
                continue
        measured, failed = measure_group(python, chosen, plan, folder)
        for row in measured:
            if pins:
                row["packages"] = " ".join(pins)
        rows += measured
        errors += failed
    return rows, errors


def measure_group(python, cells, plan, folder):
    """(rows, errors) of one Python and folder of packages; what a busy machine disturbed is measured again and the
    narrower result kept."""
    rows, errors, waiting = {}, [], list(range(len(cells)))
    for attempt in range(plan["tries"]):
        chosen = [cells[index] for index in waiting]
        seeds = range(100 * attempt + 1, 100 * attempt + plan["processes"] + 1)
        processes = [measure_once(python, chosen, plan, seed, folder) for seed in seeds]
        again = []
        for place, index in enumerate(waiting):
            results = [process[place] for process in processes]
            failed = [result["error"] for result in results if "error" in result]
            if failed:
                errors.append("%s %s n=%d on %s: %s" % (cells[index]["bench"]["rule"], cells[index]["bench"]["case"],
                                                        cells[index]["n"], python["version"], failed[0]))
                continue
            row = row_of(python, cells[index], results)
            if index not in rows or row["high"] / row["low"] < rows[index]["high"] / rows[index]["low"]:
                rows[index] = row
            if rows[index]["high"] / rows[index]["low"] > TOO_WIDE:
                again.append(index)
        waiting = again
        if not waiting:
            break
    return list(rows.values()), errors


def key_of(row):
    return row["rule"], row["case"], tuple(int(part) for part in row["python"].split(".")), row["n"]


def merge(old, new, benches):
    """The rows to keep: new ones, and old ones not measured anew whose block still stands, unchanged."""
    alive = {(bench["rule"], bench["case"], bench["hash"], n) for bench in benches for n in bench["n"]}
    rows = {key_of(row): row for row in old if (row["rule"], row["case"], row["hash"], row["n"]) in alive}
    rows.update((key_of(row), row) for row in new)
    return [rows[key] for key in sorted(rows)]


def read_rows(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        return [row for row in json.load(file) if "rule" in row]


def write_rows(path, rows):
    """One object a line: the build reads the file line by line, and a diff shows the rows that changed."""
    head = {"about": "Written by analysis/evidence/evidence.py; do not edit.", "machine": machine(),
            "date": datetime.date.today().isoformat(), "method": METHOD}
    lines = [json.dumps(entry) for entry in [head] + rows]
    with open(path + ".part", "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(lines) + "\n]\n")
    os.replace(path + ".part", path)


def machine():
    model = platform.processor() or platform.machine()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo") as file:
            model = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), model)
    return "%s, %d cores, %s %s" % (model, os.cpu_count() or 1, platform.system(), platform.machine())


def wanted_cells(python, benches, old, arguments):
    known = {(key_of(row), row["hash"]) for row in old}
    version = tuple(int(part) for part in python["version"].split("."))
    for bench in benches:
        if arguments.only and bench["rule"] not in arguments.only or version < tuple(bench["least_python"]):
            continue
        for n in bench["n"]:
            if not (arguments.changed and ((bench["rule"], bench["case"], version, n), bench["hash"]) in known):
                yield {"bench": bench, "n": n}


def missing_rows(benches, rows):
    """What the pages promise and the file lacks on every Python; what the file has and no page does."""
    have = {(row["rule"], row["case"], row["n"], row["hash"]) for row in rows}
    want = {(bench["rule"], bench["case"], n, bench["hash"]) for bench in benches for n in bench["n"]}
    return (["not measured as it stands: %s %s n=%d" % cell[:3] for cell in sorted(want - have)]
            + ["measured on code that changed or is gone: %s %s n=%d" % cell[:3] for cell in sorted(have - want)])


def show(rows):
    for row in rows:
        memory = "" if row["bytes_before"] is None else "  %d -> %d B" % (row["bytes_before"], row["bytes_after"])
        print("%-28s %-12s %5s n=%-7d x%-8.4g [%.4g, %.4g]%s" % (row["rule"], row["case"], row["python"], row["n"],
                                                                 row["time"], row["low"], row["high"], memory))


def parse_arguments(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", metavar="RULE", help="measure this rule only (may be repeated)")
    parser.add_argument("--versions", metavar="3.X,3.Y", help="on these versions only")
    parser.add_argument("--python", action="append", default=[], metavar="PATH", help="take this one for its version")
    parser.add_argument("--changed", action="store_true", help="only what has no row yet for the block as it stands")
    parser.add_argument("--quick", action="store_true", help="a rough look: prints the rows, writes nothing")
    parser.add_argument("--check", action="store_true", help="measure nothing; 1 if pages and file disagree")
    parser.add_argument("--rules", default=os.path.join(HERE, "..", "rules"), metavar="DIR", help="folder of the pages")
    parser.add_argument("--output", default=os.path.join(HERE, "evidence.json"), metavar="FILE")
    return parser.parse_args(words)


def run(arguments, benches):
    old = read_rows(arguments.output)
    plan = {"slice_ns": 2000000, "repeats": 11, "processes": 3, "tries": TRIES}
    if arguments.quick:
        plan = {"slice_ns": 300000, "repeats": 5, "processes": 1, "tries": 1}
    versions = arguments.versions.split(",") if arguments.versions else None
    pythons = [python for python in find_pythons(arguments.python) if not versions or python["version"] in versions]
    if not pythons:
        print("evidence: no CPython 3.8 to 3.15 found; get_python.sh fetches some", file=sys.stderr)
        return 2
    errors = []
    for python in pythons:
        cells = list(wanted_cells(python, benches, old, arguments))
        if not cells:
            continue
        started = time.time()
        rows, failed = measure_python(python, cells, plan)
        errors += failed
        print("CPython %s (%s): %d cells in %.0f s, %s" % (python["version"], python["build"], len(cells),
                                                          time.time() - started, python["path"]), file=sys.stderr)
        show(rows)
        if not arguments.quick:  # at once, so that an interrupted run keeps what it has
            old = merge(old, rows, benches)
            write_rows(arguments.output, old)
    for error in errors:
        print("evidence: " + error, file=sys.stderr)
    return 1 if errors else 0


def main(words=None):
    arguments = parse_arguments(words)
    try:
        benches = pages.benches_of_folder(arguments.rules)
        unknown = set(arguments.only or []) - {bench["rule"] for bench in benches}
        if unknown:
            raise pages.PageError("no bench block for: " + ", ".join(sorted(unknown)))
    except pages.PageError as error:
        print("evidence: %s" % error, file=sys.stderr)
        return 2
    if arguments.check:
        problems = missing_rows(benches, read_rows(arguments.output))
        print("\n".join(problems + ["evidence: %d blocks, %d problems" % (len(benches), len(problems))]))
        return 1 if problems else 0
    return run(arguments, benches)


if __name__ == "__main__":
    sys.exit(main())
