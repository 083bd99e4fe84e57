#!/usr/bin/env python3
"""Profiles of programs/orders, made by the real tools with the commands of docs/pages/profiles.md, and by perfhint.

    record.py [--into FOLDER] [--check TESTS] [TOOL...]

Without --into they replace those in recorded/. --check runs the unit tests' binary TESTS on what was recorded, and on
what `perfhint profile --with TOOL` makes by those tools that it runs. A TOOL is "perfhint", or a heading of that page. The tools come from PyPI, in the versions of requirements.txt, into ~/.cache/perfhint; CPythons
are found on PATH and in ~/.pyenv. Ends with 0, 1 (a test failed), or 2 (a tool or a CPython is missing or failed)."""
import argparse
import glob
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PAGE = os.path.join(HERE, "..", "..", "docs", "pages", "profiles.md")
PROGRAM = os.path.join(HERE, "programs", "orders")
CACHE = os.environ.get("PERFHINT_CACHE", os.path.expanduser("~/.cache/perfhint"))
REQUIREMENTS = os.path.join(HERE, "requirements.txt")
TOOLS_PYTHON = "3.11"  # that all of the tools run on
BINARY = os.environ.get("PERFHINT_BINARY") or os.path.join(HERE, "..", "..", "build", "release", "perfhint")

# What the profile is recorded as, the tool, the file that its commands write, CPython, and the program's rounds: the
# more, the longer it runs. Tools that slow it down, or write a row an event, need few.
RECORDINGS = [
    ("cprofile-3.8.pstats", "cProfile", "run.pstats", "3.8", 3),
    ("cprofile-3.11.pstats", "cProfile", "run.pstats", "3.11", 3),
    ("cprofile-3.13.pstats", "cProfile", "run.pstats", "3.13", 3),
    ("sampling.pstats", "profiling.sampling", "run.pstats", "3.15", 15),
    ("sampling.txt", "profiling.sampling", "run.txt", "3.15", 15),
    ("py-spy.speedscope.json", "py-spy", "run.speedscope.json", TOOLS_PYTHON, 20),
    ("py-spy.txt", "py-spy", "run.txt", TOOLS_PYTHON, 20),
    ("pyinstrument.speedscope.json", "pyinstrument", "run.speedscope.json", TOOLS_PYTHON, 6),
    ("austin.txt", "Austin", "run.austin", TOOLS_PYTHON, 3),
    ("austin.speedscope.json", "Austin", "run.speedscope.json", TOOLS_PYTHON, 3),
    ("scalene.json", "Scalene", "run.json", TOOLS_PYTHON, 6),
    ("memray.csv", "memray", "run.csv", TOOLS_PYTHON, 1),
    ("memray.gprof2dot.json", "memray", "run.json", TOOLS_PYTHON, 1),
    ("memray.stats.json", "memray", "run.stats.json", TOOLS_PYTHON, 1),
    ("line_profiler.txt", "line_profiler", "run.txt", TOOLS_PYTHON, 3),
    ("memory_profiler.txt", "memory_profiler", "run.txt", TOOLS_PYTHON, 1),
    ("mprof.dat", "mprof", "run.dat", TOOLS_PYTHON, 1),
    ("perfhint-time.json", "perfhint", "run.time.json", TOOLS_PYTHON, 3),
    ("perfhint-lines.json", "perfhint", "run.lines.json", TOOLS_PYTHON, 3),
    ("perfhint-memory.json", "perfhint", "run.memory.json", TOOLS_PYTHON, 1),
]
WITH = {"line_profiler": "line_profiler", "memory_profiler": "memory_profiler", "memray": "memray", "Scalene": "scalene"}
# What `perfhint profile --with` writes is what the tool itself writes; but that line_profiler takes the functions without
# @profile, too, and its time of a line has all that the line calls: the call of the hot function is as hot as its lines.
ALL_BUT = {"with": "-*.PutTimeOnTheHotLine/line_profiler_txt"}
RECORDINGS_WITH = [(name, tool, written, python, rounds) for name, tool, written, python, rounds in RECORDINGS
                   if tool in WITH and name not in ("memray.gprof2dot.json", "memray.stats.json")]


class Missing(Exception):
    pass


def commands():
    """The shell commands of the page, by tool and by the file that they write last."""
    found = {}
    with open(PAGE, encoding="utf-8") as file:
        for section in file.read().split("\n## ")[1:]:
            for block in re.findall(r"```sh\n(.*?)```", section, re.DOTALL):
                output = re.findall(r"\brun\.[\w.]+", block.splitlines()[-1])
                written = re.search(r"-o (\S+)", block.splitlines()[-1])
                found[section.split("\n")[0], written.group(1) if written else output[-1]] = block
    for mode in "time", "lines", "memory":
        found["perfhint", f"run.{mode}.json"] = run_by_perfhint("--" + mode, f"run.{mode}.json")
    return found


def run_by_perfhint(options, written):
    return f"perfhint profile {options} --python python -o {written} app.py\n"


def commands_with():
    return {(tool, written): run_by_perfhint("--with " + WITH[tool], written) for _, tool, written, _, _ in RECORDINGS_WITH}


def interpreter(version):
    pyenv = sorted(glob.glob(os.path.expanduser(f"~/.pyenv/versions/{version}.*/bin/python3")))
    for path in filter(None, [shutil.which(f"/usr/bin/python{version}"), shutil.which(f"python{version}"), *pyenv]):
        if subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode == 0:
            return path
    raise Missing(f"needs CPython {version}: put python{version} on PATH")


def tools():
    """The folder with the tools' programs: a virtual environment of its own for each state of the requirements."""
    with open(REQUIREMENTS, "rb") as file:
        folder = os.path.join(CACHE, "profilers", hashlib.sha256(file.read()).hexdigest()[:16])
    done = os.path.join(folder, "done")
    if not os.path.exists(done):
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([interpreter(TOOLS_PYTHON), "-m", "venv", folder], check=True)
        subprocess.run([os.path.join(folder, "bin", "pip"), "install", "-q", "--disable-pip-version-check",
                        "--require-hashes", "-r", REQUIREMENTS], check=True)
        with open(done, "w", encoding="utf-8"):
            pass
    return os.path.join(folder, "bin")


def record(command, python, rounds, written, into):
    """Runs the commands in a copy of the program, with that Python first on PATH."""
    with tempfile.TemporaryDirectory(prefix="app-") as folder:
        app, programs = os.path.join(folder, "app"), os.path.join(folder, "programs")
        shutil.copytree(PROGRAM, app, ignore=shutil.ignore_patterns("__pycache__"))
        os.mkdir(programs)
        os.symlink(os.path.abspath(BINARY), os.path.join(programs, "perfhint"))
        path = [programs, os.environ["PATH"]]
        if python == TOOLS_PYTHON:
            path.insert(1, tools())
        else:
            with open(os.path.join(programs, "python"), "w", encoding="utf-8") as file:
                file.write(f'#!/bin/sh\nexec {interpreter(python)} "$@"\n')
            os.chmod(file.name, 0o755)
        ran = subprocess.run(["sh", "-ec", command.replace("app.py", f"orders.py {rounds}")], cwd=app,
                             env={**os.environ, "PATH": os.pathsep.join(path), "PYTHONDONTWRITEBYTECODE": "1"},
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, check=False)
        profile = os.path.join(app, written)
        # py-spy sometimes fails after it has written all ("No child process"): what it has written is judged.
        if not os.path.exists(profile) or os.path.getsize(profile) == 0:
            raise Missing(f"{command}ended with {ran.returncode}\n{ran.stdout.decode(errors='replace')[-2000:]}")
        shutil.copyfile(profile, into)


def record_all(recordings, blocks, wanted, folder):
    os.makedirs(folder, exist_ok=True)
    failed, recorded = 0, []
    for name, tool, written, python, rounds in recordings:
        if wanted and tool not in wanted:
            continue
        try:
            record(blocks[tool, written], python, rounds, written, os.path.join(folder, name))
        except Missing as missing:
            print(f"{name}: {missing}", file=sys.stderr)
            failed += 1
            continue
        recorded.append(name)
        print(f"{name}: {os.path.getsize(os.path.join(folder, name)):,} bytes", flush=True)
    return recorded, failed


def check(tests, folder, recorded, but=""):
    """Whether each profile shows what the program's marks say; of each there is a test."""
    names = [re.sub(r"\W", "_", name) for name in recorded]
    command = [tests, "--gtest_brief=1", "--gtest_filter=" + ":".join("*/RecordedProfiles.*/" + name for name in names) + but]
    listed = subprocess.run([*command, "--gtest_list_tests"], stdout=subprocess.PIPE, text=True, check=True).stdout
    untested = [name for name in names if f"/{name} " not in listed]
    if untested:
        print(f"not tested: {', '.join(untested)}", file=sys.stderr)
    passed = subprocess.run(command, check=False, env={**os.environ, "PERFHINT_PROFILES": folder}).returncode == 0
    return passed and not untested


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", metavar="FOLDER", default=os.path.join(HERE, "recorded"))
    parser.add_argument("--check", metavar="TESTS")
    parser.add_argument("tools", metavar="TOOL", nargs="*")
    arguments = parser.parse_args()
    known = list(dict.fromkeys(recording[1] for recording in RECORDINGS))
    unknown = [tool for tool in arguments.tools if tool not in known]
    if unknown:
        parser.error(f"no such tool: {', '.join(unknown)} (there are {', '.join(known)})")
    runs = [(RECORDINGS, commands(), arguments.into)]
    if arguments.check:
        runs.append((RECORDINGS_WITH, commands_with(), os.path.join(arguments.into, "with")))
    failed, passed = 0, True
    for recordings, blocks, folder in runs:
        recorded, missing = record_all(recordings, blocks, arguments.tools, folder)
        failed += missing
        if arguments.check and recorded:
            passed = check(arguments.check, folder, recorded, ALL_BUT.get(os.path.basename(folder), "")) and passed
    sys.exit(1 if not passed else 2 if failed else 0)


if __name__ == "__main__":
    main()
