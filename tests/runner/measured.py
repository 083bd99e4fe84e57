"""Programs run by `perfhint profile`, on CPythons of this machine, one a version from 3.8 on."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import textwrap
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("PERFHINT_BINARY") or str(ROOT / "build/release/perfhint")
PATIENCE = 120  # seconds, until a test that waits has failed; nothing is measured by it
sys.path.insert(0, str(ROOT / "analysis/evidence"))
from pythons import environment, find_pythons, probe  # noqa: E402

SYSTEM = "/usr/bin/python3"
FOUND = {one["version"]: one["path"] for one in find_pythons()}
assert FOUND, "no CPython from 3.8 to 3.15 is here"


def tried():
    """{version: path}: by default the oldest and the newest CPython that is here, and the system's; what
    PERFHINT_TEST_PYTHONS says, "all" or "3.8,3.13"."""
    wanted = os.environ.get("PERFHINT_TEST_PYTHONS", "")
    if wanted == "all":
        return FOUND
    system = (probe(SYSTEM) or {}).get("version")
    versions = list(FOUND)
    names = wanted.split(",") if wanted else {versions[0], versions[-1], system} & set(FOUND)
    missing = [name for name in names if name not in FOUND]
    assert not missing, "no CPython %s is here" % ", ".join(missing)
    return {version: path for version, path in FOUND.items() if version in names}


PYTHONS = tried()
PYTHON = PYTHONS.get("3.11") or next(iter(PYTHONS.values()))


class Outcome:
    """What a program printed and how it ended, and the file that was written of it, if one was."""

    def __init__(self, done, profile):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr
        self.run = json.loads(profile.read_text("utf-8")) if profile.exists() else None

    def costs(self, name, kind):
        path = next(path for path in self.run["files"] if path.endswith("/" + name))
        return self.run["files"][path].get(kind, [])

    def functions(self, name="app.py"):
        return {one["name"]: one for one in self.costs(name, "functions")}

    def lines(self, name="app.py"):
        return {one["line"]: one for one in self.costs(name, "lines")}

    def hottest_line(self, by="self", name="app.py"):
        return max(self.lines(name).values(), key=lambda one: one.get(by, 0))["line"]


class Measured(unittest.TestCase):
    """Each test has a folder of its own, in which the programs run."""
    python = None  # the version that is tried

    def setUp(self):
        made = tempfile.TemporaryDirectory(prefix="perfhint-runner-")
        self.addCleanup(made.cleanup)
        self.folder = pathlib.Path(os.path.realpath(made.name))

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), "utf-8")
        return path

    def words(self, python, options, words):
        return [BINARY, "profile", "--python", python, "--output", str(self.folder / "run.json"), *options, "--", *words]

    def profile(self, python, words=("app.py",), options=(), **more):
        profile = self.folder / "run.json"
        profile.unlink(missing_ok=True)
        more = {"env": environment(), "cwd": self.folder, "timeout": PATIENCE, "capture_output": True, "text": True, **more}
        return Outcome(subprocess.run(self.words(python, options, words), **more), profile)

    def start(self, python, words=("app.py",), options=(), **more):
        return subprocess.Popen(self.words(python, options, words), env=environment(), cwd=self.folder, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)

    def each_python(self):
        for self.python, path in PYTHONS.items():
            yield path
        self.python = None

    def _formatMessage(self, message, standard):
        told = super()._formatMessage(message, standard)
        return "CPython %s: %s" % (self.python, told) if self.python else told


def line_of(path, mark):
    """The number of the line that ends with the comment "# MARK"."""
    return next(at for at, line in enumerate(path.read_text("utf-8").splitlines(), 1) if line.endswith("# " + mark))
