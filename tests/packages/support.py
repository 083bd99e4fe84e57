"""What the tests of packages share: where things are, the built wheel, and a sample with one hint."""
import os
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "packages"
TOOLS = pathlib.Path(os.environ["PERFHINT_PACKAGES"])
BINARY = pathlib.Path(os.environ["PERFHINT_BINARY"]).resolve()
VERSION = re.search(r"project\(perfhint VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text()).group(1)

SAMPLE = """def common(a: list[int], b: list[int]):
    return [x for x in a if x in b]
"""
RULE = "list-membership-in-loop"

# No index: what a test installs is the wheel it has built, and what tools/fetch.sh has fetched.
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_CONFIG_FILE": os.devnull,
           "PYTHONDONTWRITEBYTECODE": "1"}


def run(*command, **options):
    """The finished process, its stdout and stderr as text; does not look at the exit code."""
    environment = {**os.environ, **OFFLINE, **options.pop("env", {})}
    return subprocess.run([str(part) for part in command], env=environment, text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def succeed(*command, **options):
    """What the command prints; raises with what it said when it fails."""
    done = run(*command, **options)
    if done.returncode != 0:
        raise AssertionError(f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def conforms(schema, path):
    """Raises with what is wrong when the file is not as one of check-jsonschema's own schemas has it."""
    succeed(TOOLS / "venv/bin/check-jsonschema", "--builtin-schema", "vendor." + schema, path)


def build_wheel(folder, epoch="1764000000"):
    """Builds the wheel into the folder and returns its path."""
    succeed(PACKAGES / "pypi" / "build.sh", BINARY, folder, env={"SOURCE_DATE_EPOCH": epoch})
    wheel, = pathlib.Path(folder).glob("*.whl")
    return wheel


def blocks(text, language):
    """The code blocks of that language in a Markdown page."""
    return [block.split("\n", 1)[1] for block in text.split("```")[1::2] if block.startswith(language + "\n")]


def folder_of(test):
    """A new folder that goes away after the test (a test case, or its class)."""
    folder = tempfile.TemporaryDirectory(prefix="perfhint-packages-")
    (test.addClassCleanup if isinstance(test, type) else test.addCleanup)(folder.cleanup)
    return pathlib.Path(folder.name)
