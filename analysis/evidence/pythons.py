"""The CPythons of this machine, one a version: an optimised build (PGO) before a plain one, then the newest patch.
Plain builds penalise builtins written in C that call back, so that a tip can look reversed on them."""
import glob
import json
import os
import shutil
import subprocess

OLDEST, NEWEST = 8, 15

PROBE = """
import json, platform, sys, sysconfig
arguments = sysconfig.get_config_var("CONFIG_ARGS") or ""
# Debian's rules run the profile-guided build by hand; these two options are how its builds are known.
debian = "--without-ensurepip" in arguments and "--with-system-expat" in arguments
print(json.dumps({
    "implementation": platform.python_implementation(), "version": "%d.%d" % sys.version_info[:2],
    "patch": list(sys.version_info[:3]), "final": sys.version_info.releaselevel == "final",
    "optimised": debian or "--enable-optimizations" in arguments,
    "free_threaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")), "debug": hasattr(sys, "gettotalrefcount")}))
"""


def cache_folder():
    return os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "perfhint")


def candidates():
    """Paths where a CPython may be. PERFHINT_PYTHONS names more folders of folders such as get_python.sh's."""
    folders = [os.path.join(cache_folder(), "pythons")]
    folders += filter(None, os.environ.get("PERFHINT_PYTHONS", "").split(os.pathsep))
    pyenv = os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv")
    for minor in range(OLDEST, NEWEST + 1):
        name = "python3.%d" % minor
        for folder in folders:
            yield from sorted(glob.glob(os.path.join(folder, "*", name)))
        yield from sorted(glob.glob(os.path.join(pyenv, "versions", "3.%d.*" % minor, "bin", "python")))
        for folder in ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"):
            yield os.path.join(folder, name)
        yield shutil.which(name) or ""


def environment():
    """Ours without the variables that steer Python; a launcher sets its own."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}


def probe(path):
    """What the Python at `path` is; None if it is none we can use."""
    try:
        done = subprocess.run([path, "-s", "-c", PROBE], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60,
                              check=True, universal_newlines=True, env=environment())
        python = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    minor = python["patch"][1]
    if python["implementation"] != "CPython" or python["debug"] or python["free_threaded"]:
        return None
    if python["patch"][0] != 3 or not OLDEST <= minor <= NEWEST:
        return None
    python["path"] = path
    python["build"] = "%s %s" % (".".join(map(str, python["patch"])), "optimised" if python["optimised"] else "plain")
    return python


def better(a, b):
    def rank(python):
        return python["final"], python["optimised"], python["patch"]
    return a if rank(a) >= rank(b) else b


def find_pythons(given=()):
    """One a version, oldest first. A given path wins for its version; one that is no CPython is an error."""
    chosen = {}
    for path in dict.fromkeys(filter(os.path.exists, candidates())):
        python = probe(path)
        if python:
            chosen[python["version"]] = better(chosen.get(python["version"], python), python)
    for path in given:
        python = probe(path)
        if not python:
            raise SystemExit("evidence: not a CPython 3.%d to 3.%d: %s" % (OLDEST, NEWEST, path))
        chosen[python["version"]] = python
    return sorted(chosen.values(), key=lambda python: python["patch"])
