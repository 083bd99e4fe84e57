#!/usr/bin/env python3
"""Do programs still pass their own tests after `perfhint check --fix`? CPython's library and some PyPI packages are
copied, fixed, and tested before and after; a test that passed and does not any more is a failure.

    ./dev test-fixes [--fast | --full] [--unsafe] [--only RULE] [--suite NAME ...] [--jobs N]

Without options: all suites, the tests of what was changed. --fast: a minute's worth. --full: every test. The results
before fixing are kept under ~/.cache/perfhint/fixes. Ends with 0, 1 (a test broke), or 2 (no answer)."""
import argparse
import concurrent.futures
import hashlib
import json
import os
import sys
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "corpus")]
import packages  # noqa: E402
import suites  # noqa: E402
import trees  # noqa: E402
from outcomes import PASSED, broken, count  # noqa: E402


def outcomes_before(suite, unit):
    """Of the unfixed tree; kept, unless there are none."""
    key = hashlib.sha256(unit.encode()).hexdigest()[:16]
    path = os.path.join(os.path.dirname(suite["before"]), "outcomes", key + ".json")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            return json.load(file)["outcomes"]
    outcomes = suite["run"](suite["before"], unit)
    if not outcomes:
        return outcomes
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".part", "w", encoding="utf-8") as file:
        json.dump({"unit": unit, "outcomes": outcomes}, file)
    os.replace(path + ".part", path)
    return outcomes


def judge(suite, unit):
    """What broke in a unit. A test is believed to be broken if it fails a second time, and passes a second time in
    the unfixed tree: tests of clocks and threads fail now and then."""
    before = outcomes_before(suite, unit)
    if PASSED not in before.values():
        return {"unit": unit, "passed": 0, "broken": [], "unsteady": 0}
    after = suite["run"](suite["after"], unit)
    suspects = broken(before, after)
    if suspects:
        again = broken(suite["run"](suite["before"], unit), suite["run"](suite["after"], unit))
        confirmed = [test for test in suspects if test in again]
    else:
        confirmed = []
    return {"unit": unit, "passed": count(after)[PASSED], "broken": confirmed,
            "unsteady": len(suspects) - len(confirmed)}


def report_breaks(suite, fixed, verdicts):
    """Each broken unit with the fixes of the files it is about; of all files where it is about none of them."""
    tests = suite["tests"](list(fixed["rules"]))
    for verdict in verdicts:
        if not verdict["broken"]:
            continue
        print("\n%s: %s: %d tests passed before the fixes and do not now:" % (suite["name"], verdict["unit"],
                                                                           len(verdict["broken"])))
        for test in verdict["broken"][:20]:
            print("    " + test)
        about = [path for path in fixed["rules"] if verdict["unit"] in tests[path]] or list(fixed["rules"])
        for path in about[:10]:
            print("  %s (%s)" % (path, ", ".join(fixed["rules"][path])))
            print(trees.diff_of(suite["before"], suite["after"], path))
        if len(about) > 10:
            print("  and %d more changed files; --only RULE narrows them down" % (len(about) - 10))


def try_suite(suite, options, jobs):
    """Fixes and tests one suite; the number of breaks."""
    started = time.time()
    trees.copy_tree(suite["before"], suite["after"])
    fixed = trees.fix(suite["before"], suite["after"], suite["paths"], dict(options, target=suite["target"]))
    changed = list(fixed["rules"])
    unreadable = trees.not_compiling(suite["python"], suite["after"], changed)
    for line in unreadable:
        print("%s: does not compile after the fixes: %s" % (suite["name"], line))
    units = suite["units"](changed) if changed else []
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        verdicts = []
        for verdict in pool.map(lambda unit: judge(suite, unit), units):
            verdicts.append(verdict)
            if sys.stderr.isatty():
                print("\r\x1b[K%s: %d of %d" % (suite["name"], len(verdicts), len(units)), end="", file=sys.stderr)
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    report_breaks(suite, fixed, verdicts)
    breaks = len(unreadable) + sum(len(verdict["broken"]) for verdict in verdicts)
    rules = ", ".join("%s %d" % pair for pair in fixed["by_rule"].most_common()) or "none"
    passed, unsteady = (sum(verdict[field] for verdict in verdicts) for field in ("passed", "unsteady"))
    print("%s: %d fixes in %d files (%s)" % (suite["name"], fixed["applied"], len(changed), rules))
    print("%s: %d tests passed in %d files or folders of tests, %d broken, %d unsteady; %.0f s"
          % (suite["name"], passed, len(units), breaks, unsteady, time.time() - started), flush=True)
    silent = [verdict["unit"] for verdict in verdicts if not verdict["passed"]]
    if silent:
        print("%s: nothing to compare in %s" % (suite["name"], " ".join(silent)))
    return breaks


def parse_arguments(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--fast", action="store_true", help="a few quick tests, and one package")
    size.add_argument("--full", action="store_true", help="all tests, of unchanged modules, too")
    parser.add_argument("--unsafe", action="store_true", help="unsafe fixes, too: breaks are told and are no failure")
    parser.add_argument("--only", metavar="RULE", help="this rule's fixes (several: with commas)")
    parser.add_argument("--suite", action="append", metavar="NAME", help="cpython, or a package (may be repeated)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="test files at a time")
    return parser.parse_args(words)


def main(words=None):
    arguments = parse_arguments(words)
    options = {"fast": arguments.fast, "full": arguments.full, "unsafe": arguments.unsafe, "only": arguments.only}
    described = {description["name"]: description for description in suites.descriptions()}
    names = arguments.suite or ["cpython"] + [name for name in described
                                              if not arguments.fast or described[name]["fast"]]
    try:
        unknown = set(names) - {"cpython"} - set(described)
        if unknown:
            raise packages.Trouble("no suite %s; there are cpython, %s" % (", ".join(sorted(unknown)),
                                                                       ", ".join(described)))
        breaks = 0
        for name in names:
            suite = suites.cpython(options) if name == "cpython" else suites.package(described[name], options)
            breaks += try_suite(suite, options, arguments.jobs)
    except packages.Trouble as trouble:
        print("test-fixes: %s" % trouble, file=sys.stderr)
        return 2
    return 1 if breaks and not arguments.unsafe else 0


if __name__ == "__main__":
    sys.exit(main())
