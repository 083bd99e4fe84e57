"""The PyPI packages of blocks with `needs=`. For each Python and set of packages there is one folder in the user's
cache, filled once by pip with wheels alone; only the processes that measure such blocks see it. It is a plain folder
and no virtual environment: the interpreters of get_python.sh have no ensurepip, and a launcher in the place of a binary."""
import os
import re
import shutil
import subprocess
import sys

from pythons import cache_folder, environment

TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "packages.txt")


class Unavailable(Exception):
    """Packages that this Python cannot have; the message says which and why."""


def minor_of(version):
    return int(version.split(".")[1])


def read_table(path=TABLE):
    """{package: [(minor from which on, version)]}, ascending."""
    table = {}
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            words = line.split("#")[0].split()
            if words:
                entries = [re.match(r"3\.(\d+):(\S+)$", word) for word in words[1:]]
                if not entries or not all(entries) or words[0] in table:
                    raise SystemExit("%s:%d: expected `package 3.X:VERSION ...`, a package once" % (path, number))
                table[words[0]] = sorted((int(entry.group(1)), entry.group(2)) for entry in entries)
    return table


def pinned(table, package, python):
    """The version of a package for a Python ("3.12"); None where there is none."""
    version = "-"
    for minor, of_minor in table[package]:
        if minor <= minor_of(python):
            version = of_minor
    return None if version == "-" else version


def pins_of(table, needs, python):
    """["numpy==1.24.4", ...], sorted as `needs` is; raises Unavailable."""
    missing = [package for package in needs if pinned(table, package, python) is None]
    if missing:
        raise Unavailable("no wheel of " + ", ".join(missing))
    return ["%s==%s" % (package, pinned(table, package, python)) for package in needs]


def folder_of(python, needs, table=None):
    """The folder with these packages for a Python, made if it is not there. (path, pins); raises Unavailable."""
    table = table or read_table()
    pins = pins_of(table, needs, python["version"])
    name = "+".join(pin.replace("==", "-") for pin in pins)
    folder = os.path.join(cache_folder(), "packages", python["version"], name)
    if not os.path.isdir(folder):
        install(python, pins, folder, table)
    return folder, pins


def install(python, pins, folder, table):
    """All or nothing, so that what is there is whole."""
    print("evidence: installing %s for CPython %s" % (" ".join(pins), python["version"]), file=sys.stderr)
    part = "%s.%d.part" % (folder, os.getpid())
    os.makedirs(part)
    constraints = os.path.join(part, "constraints.txt")
    with open(constraints, "w", encoding="utf-8") as file:
        for package in table:
            if package != "pip" and pinned(table, package, python["version"]):
                file.write("%s==%s\n" % (package, pinned(table, package, python["version"])))
    try:
        run([python["path"], "-s", pip_for(python["version"], table), "install", "--quiet", "--only-binary", ":all:",
             "--target", part, "--constraint", constraints] + pins)
        os.rename(part, folder)
    except OSError:
        if not os.path.isdir(folder):  # else another run was quicker
            raise
    finally:
        shutil.rmtree(part, ignore_errors=True)


def pip_for(version, table):
    """The pinned pip, as a program: a wheel is a zip file that Python can run. Fetched by any Python that has a pip."""
    folder = os.path.join(cache_folder(), "packages")
    pip = "pip-%s-py3-none-any.whl" % pinned(table, "pip", version)
    if not os.path.exists(os.path.join(folder, pip)):
        run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:",
             "--python-version", version, "--dest", folder, "pip==" + pinned(table, "pip", version)])
    return os.path.join(folder, pip, "pip")


def run(command):
    """Runs a pip; raises Unavailable with the last thing it said."""
    clean = dict(environment(), PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_ROOT_USER_ACTION="ignore")
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=clean, universal_newlines=True)
    if done.returncode != 0:
        said = [line for line in done.stdout.splitlines() if line.strip()] or ["pip failed"]
        raise Unavailable(said[-1])
