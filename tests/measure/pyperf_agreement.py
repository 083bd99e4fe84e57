#!/usr/bin/env python3
"""Whether `perfhint measure` and pyperf tell the same of ten fixes: each function below, and what its fix makes of it.
pyperf times whole calls. A process runs such code at one of several speeds, up to a third apart, so that both take many
processes, by turns: each turn is one `perfhint measure` as it comes and as many processes of pyperf's, and the mean of
all counts. What pyperf itself calls unstable, a standard deviation of a tenth of the mean, is shown and not judged; ten
rules must be left. By hand (./dev test-measure), on a quiet machine: it asks the clock. PERFHINT_BINARY, PERFHINT_PYPERF (a
folder that holds the package), and optionally PERFHINT_PYTHON, which should be an optimised build."""
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

N = 1000
TURNS = 4
TOLERANCE = 0.10
UNSTABLE = 0.10  # as pyperf has it
JUDGED = 10

# rule: a function, the line of its hint, and the values that it is called with: none of them is changed by it.
CASES = {
    "list-pop0": ("def f(n: int):\n    queue = list(range(n))\n    while queue:\n        queue.pop(0)\n", 4, "N"),
    "list-membership-in-loop": ("def f(a: list[int], b: list[int]):\n    return [x for x in a if x in b]\n", 2,
                                "[i * 7919 % N for i in range(N)], [i * 7919 % N for i in range(N)]"),
    "str-concat-in-loop": ("def f(parts: list[str]):\n    text = ''\n    for part in parts:\n        text += part\n"
                           "    return text\n", 4, "[str(i) for i in range(N)]"),
    "manual-list-comprehension": ("def f(xs: list[int]):\n    out = []\n    for x in xs:\n        out.append(x * 2)\n"
                                  "    return out\n", 4, "[i * 7919 % N for i in range(N)]"),
    "range-len-index": ("def f(xs: list[int]):\n    total = 0\n    for i in range(len(xs)):\n        total += xs[i]\n"
                        "    return total\n", 3, "[i * 7919 % N for i in range(N)]"),
    "sorted-for-min-max": ("def f(xs: list[int]):\n    return sorted(xs)[0]\n", 2, "[i * 7919 % N for i in range(N)]"),
    "list-insert0": ("def f(n: int):\n    out = []\n    for i in range(n):\n        out.insert(0, i)\n"
                     "    return out\n", 4, "N"),
    "manual-sum": ("def f(xs: list[int]):\n    total = 0\n    for x in xs:\n        total += x\n    return total\n", 4,
                   "[i * 7919 % N for i in range(N)]"),
    "regex-compile-in-loop": ("import re\ndef f(words: list[str]):\n    out = []\n    for word in words:\n"
                              "        out.append(re.compile('[0-9]+').match(word))\n    return len(out)\n", 5,
                              "[str(i) for i in range(N)]"),
    "in-dict-keys": ("def f(d: dict[str, int], keys: list[str]):\n    return [key for key in keys if key in d.keys()]\n",
                     2, "{str(i): i for i in range(N)}, [str(i) for i in range(N)]"),
    "str-prepend-in-loop": ("def f(parts: list[str]):\n    text = ''\n    for part in parts:\n        text = part + text\n"
                            "    return text\n", 4, "[str(i) for i in range(N)]"),
    "startswith-tuple": ("def f(words: list[str]):\n    return [w for w in words if w.startswith('1') or w.startswith('2')]\n", 2,
                         "[str(i) for i in range(N)]"),
    "while-counter": ("def f(n: int):\n    i = 0\n    total = 0\n    while i < n:\n        total += i\n        i += 1\n"
                      "    return total\n", 4, "N"),
    "slice-copy-iterated": ("def f(xs: list[int]):\n    total = 0\n    for x in xs[:]:\n        total += x\n    return total\n", 3,
                            "[i * 7919 % N for i in range(N)]"),
}

BENCH = """
import pyperf
import after, before

N = {n}

runner = pyperf.Runner(processes=10)
for side in (before, after):
    runner.bench_func(side.__name__, side.f, {values})
"""


def output_of(words, **more):
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, universal_newlines=True, **more).stdout


def pyperf_seconds(python, folder, values):
    """Two lists: before, after; one value a process."""
    script = pathlib.Path(folder, "bench.py")
    script.write_text(BENCH.format(n=N, values=values))
    result = pathlib.Path(folder, "result.json")
    result.unlink(missing_ok=True)
    environment = dict(os.environ, PYTHONPATH=os.environ["PERFHINT_PYPERF"])
    output_of([python, str(script), "-o", str(result), "--quiet", "--inherit-environ", "PYTHONPATH"], env=environment)
    benchmarks = json.loads(result.read_text())["benchmarks"]
    return [[statistics.mean(run["values"]) for run in benchmark["runs"] if "values" in run] for benchmark in benchmarks]


def measured_ratio(binary, python, path, rule, line):
    command = [binary, "measure", "%s:%d" % (path, line), "--rule", rule, "--python", python]
    snippet = path.with_name("snippet.txt")
    snippet.write_text(re.sub("# sizes .*", "# sizes %d" % N, output_of(command + ["--snippet"])))
    text = output_of(command + ["--json", "--with", str(snippet)], stderr=subprocess.DEVNULL)
    return json.loads(text)["sizes"][0]["ratio"]


def compare(binary, python, rule, code, line, values):
    with tempfile.TemporaryDirectory() as folder:
        before, after = pathlib.Path(folder, "before.py"), pathlib.Path(folder, "after.py")
        before.write_text(code)
        after.write_text(code)
        subprocess.run([binary, "check", str(after), "--fix-only", "--unsafe-fixes", "--all", "--select", rule],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if after.read_text() == code:
            sys.exit("%s: nothing was fixed" % rule)
        ours, seconds = [], ([], [])
        for _ in range(TURNS):
            ours.append(measured_ratio(binary, python, before, rule, line))
            for all_of_side, found in zip(seconds, pyperf_seconds(python, folder, values)):
                all_of_side.extend(found)
        unstable = any(statistics.stdev(of_side) >= UNSTABLE * statistics.mean(of_side) for of_side in seconds)
        return statistics.mean(ours), statistics.mean(seconds[0]) / statistics.mean(seconds[1]), unstable


def main():
    binary = os.environ["PERFHINT_BINARY"]
    python = os.environ.get("PERFHINT_PYTHON", "/usr/bin/python3")
    wanted = sys.argv[1:] or list(CASES)
    judged = bad = 0
    print("%-28s %9s %9s %8s" % ("rule (n = %d)" % N, "perfhint", "pyperf", "apart"))
    for rule in wanted:
        ours, theirs, unstable = compare(binary, python, rule, *CASES[rule])
        apart = abs(ours / theirs - 1)
        judged += not unstable
        bad += apart > TOLERANCE and not unstable
        remark = "  unstable, by pyperf" if unstable else "  !" if apart > TOLERANCE else ""
        print("%-28s %8.2fx %8.2fx %7.1f %%%s" % (rule, ours, theirs, apart * 100, remark), flush=True)
    print("%d of %d stable ones within %.0f %%" % (judged - bad, judged, TOLERANCE * 100))
    return 1 if bad or judged < min(JUDGED, len(wanted)) else 0


if __name__ == "__main__":
    sys.exit(main())
