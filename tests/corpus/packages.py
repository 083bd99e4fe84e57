"""PyPI packages as material for tests: a list of them (one a line: name, version, `wheel` or `sdist`, sha256), fetched
by pip, checked by hash, and unpacked under the user's cache once."""
import collections
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile

Package = collections.namedtuple("Package", "name version kind sha256")

# Wheels are those of one Python and platform whatever runs this: the sources in them are what counts.
WHEEL = ["--only-binary", ":all:", "--python-version", "3.12", "--implementation", "cp",
         "--platform", "manylinux2014_x86_64", "--platform", "manylinux_2_17_x86_64"]


class Trouble(Exception):
    """What keeps a command from its work; the message is for its user."""


def cache_folder():
    return os.environ.get("PERFHINT_CACHE") or os.path.join(
        os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "perfhint")


def read_list(path):
    packages = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            words = line.split("#")[0].split()
            if not words:
                continue
            if len(words) != 4 or words[2] not in ("wheel", "sdist"):
                raise Trouble("%s:%d: expected NAME VERSION wheel|sdist SHA256" % (path, number))
            packages.append(Package(*words))
    return packages


def made_once(folder, make):
    """The folder, made by make(another path) if it is not there: whole or not at all, whoever else makes it."""
    if not os.path.isdir(folder):
        part = "%s.%d.part" % (folder, os.getpid())
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        try:
            make(part)
            os.rename(part, folder)
        except OSError:
            if not os.path.isdir(folder):  # else another run was quicker
                raise
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return folder


def fetch(package):
    """The folder with the unpacked package; raises Trouble."""
    def make(folder):
        with tempfile.TemporaryDirectory() as scratch:
            unpack(download(package, scratch), folder)
    return made_once(os.path.join(cache_folder(), "corpus", "%s-%s" % (package.name, package.version)), make)


def download(package, folder):
    print("fetching %s %s" % (package.name, package.version), file=sys.stderr)
    how = WHEEL if package.kind == "wheel" else ["--no-binary", package.name]
    done = subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder] + how
                          + ["%s==%s" % (package.name, package.version)],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    if done.returncode != 0:
        said = [line for line in done.stdout.splitlines() if line.strip()] or ["pip failed"]
        raise Trouble("cannot fetch %s %s: %s" % (package.name, package.version, said[-1]))
    archive = os.path.join(folder, os.listdir(folder)[0])
    with open(archive, "rb") as file:
        found = hashlib.sha256(file.read()).hexdigest()
    if found != package.sha256:
        raise Trouble("%s has the sha256 %s, not %s" % (os.path.basename(archive), found, package.sha256))
    return archive


def unpack(archive, folder):
    """An sdist's one folder is left out of the paths."""
    if archive.endswith(".whl"):
        with zipfile.ZipFile(archive) as file:
            file.extractall(folder)
        return
    whole = os.path.join(os.path.dirname(archive), "unpacked")
    with tarfile.open(archive) as file:
        file.extractall(whole)
    shutil.move(os.path.join(whole, os.listdir(whole)[0]), folder)


def find_cpython(needs_tests=False):
    """pyenv's CPython 3.13, else 3.12, else the one that runs this: the path of its program."""
    code = "import test.support" if needs_tests else "pass"
    versions = os.path.join(os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv"), "versions")
    installed = os.listdir(versions) if os.path.isdir(versions) else []
    for minor in (13, 12):
        for name in sorted((name for name in installed if name.startswith("3.%d." % minor)), reverse=True):
            python = os.path.join(versions, name, "bin", "python3.%d" % minor)
            if subprocess.run([python, "-c", code], stderr=subprocess.DEVNULL).returncode == 0:
                return python
    if needs_tests:
        raise Trouble("no CPython 3.13 or 3.12 with its `test` package: `pyenv install 3.13`")
    return sys.executable


def perfhint_program():
    """The binary under test: PERFHINT_BINARY, else the release build."""
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    program = os.environ.get("PERFHINT_BINARY") or os.path.join(root, "build", "release", "perfhint")
    if not os.path.exists(program):
        raise Trouble("no perfhint at %s: ./dev build" % os.path.normpath(program))
    return os.path.abspath(program)
