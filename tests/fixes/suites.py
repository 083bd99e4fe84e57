"""The suites that judge fixes: CPython's regression tests, and those of some PyPI packages. A suite is a dictionary:
name, before and after (folders), paths (what is fixed in them), python, units(changed files) -> [unit], and
run(tree, unit) -> {test: outcome}; a unit is what is run, cached and repeated at once."""
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

import packages
import tests_of
import trees
from outcomes import read_junit

HERE = os.path.dirname(os.path.abspath(__file__))
# Test files that are quick, steady, and about modules written in Python: what --fast picks from.
QUICK = set("""
test_argparse test_ast test_bisect test_calendar test_cmd test_codeop test_collections test_configparser
test_contextlib test_copy test_csv test_dataclasses test_difflib test_dis test_email test_enum test_fnmatch
test_fractions test_functools test_getopt test_gettext test_glob test_graphlib test_heapq test_html test_htmlparser
test_http_cookies test_inspect test_ipaddress test_json test_mailbox test_mimetypes test_ntpath test_operator
test_optparse test_pathlib test_pickletools test_plistlib test_pprint test_pyclbr test_reprlib test_robotparser
test_sched test_shlex test_shutil test_statistics test_string test_symtable test_tarfile test_tempfile test_textwrap
test_tokenize test_traceback test_typing test_urlparse test_weakref test_xml_etree test_zipfile""".split())
FAST_UNITS, FAST_FOLDERS = 8, 2
# Not about the library, or about an installation: a copied tree is none.
LEFT_OUT = {"test_regrtest", "test_tools", "test_venv", "test_ensurepip", "test_embed", "test_gdb", "test_dtrace",
            "test_perf_profiler", "test_cppext", "test_cext", "test_peg_generator", "test_freeze"}


def folder(name):
    return os.path.join(packages.cache_folder(), "fixes", name)


def after_of(before):
    """Where the fixed tree goes, one for each program under test: people may try theirs at the same time."""
    key = hashlib.sha256(packages.perfhint_program().encode()).hexdigest()[:8]
    return os.path.join(os.path.dirname(before), "after-" + key)


def environment():
    return {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYTEST"))}


def run_junit(command, where, timeout, variables=None):
    """The outcomes of a command that writes a JUnit report to {junit}; none at all if it did not live to write it,
    which is told with the last it said."""
    with tempfile.TemporaryDirectory(prefix="perfhint-fixes-") as scratch:
        report = os.path.join(scratch, "junit.xml")
        with open(os.path.join(scratch, "output"), "w+", errors="replace") as output:
            try:
                subprocess.run([word.replace("{junit}", report) for word in command], cwd=where or scratch,
                               stdin=subprocess.DEVNULL, stdout=output, stderr=output, timeout=timeout,
                               env=dict(environment(), TMPDIR=scratch, **(variables or {})))
            except subprocess.TimeoutExpired:
                print("test-fixes: %s: not done in %d s" % (command[-1], timeout), file=sys.stderr)
                return {}
            output.seek(0)
            said = [line for line in output if line.strip()]
        if not os.path.exists(report):
            print("test-fixes: %s: no report: %s" % (command[-1], "".join(said[-1:]).strip()), file=sys.stderr)
            return {}
        with open(report, encoding="utf-8", errors="replace") as file:
            return read_junit(file.read())


def cpython(options):
    """A copy of a CPython's installation: programs find their library beside themselves, isolated ones too."""
    source = packages.find_cpython(needs_tests=True)
    version = subprocess.check_output([source, "-c", "import platform; print(platform.python_version())"],
                                      universal_newlines=True).strip()
    name = "python" + ".".join(version.split(".")[:2])
    library = "lib/" + name

    def copy(tree):
        print("copying CPython %s" % version, file=sys.stderr)
        prefix = os.path.dirname(os.path.dirname(os.path.realpath(source)))
        os.makedirs(os.path.join(tree, "bin"))
        shutil.copy2(source, os.path.join(tree, "bin", name))
        trees.copy_tree(os.path.join(prefix, library), os.path.join(tree, library), skip=("site-packages",))
        os.makedirs(os.path.join(tree, library, "site-packages"))
    before = packages.made_once(folder("cpython-%s/before" % version), copy)

    def units(changed):
        if options["full"]:
            return sorted(set(tests_of.test_files(os.path.join(before, library, "test"))) - LEFT_OUT)
        chosen = {name for names in tests(changed).values() for name in names} - LEFT_OUT
        return sorted(chosen & QUICK)[:FAST_UNITS] if options["fast"] else sorted(chosen)

    def tests(changed):
        modules = {path: tests_of.module_of(os.path.relpath(path, library)) for path in changed}
        found = tests_of.tests_by_module(modules.values(), os.path.join(before, library, "test"))
        return {path: found[module] for path, module in modules.items()}

    def run(tree, unit):
        timeout = 1200 if options["full"] else 300
        return run_junit([os.path.join(tree, "bin", name), "-m", "test", "--junit-xml", "{junit}", "--timeout",
                          str(timeout), unit], None, timeout + 30)

    return {"name": "CPython " + version, "before": before, "after": after_of(before), "paths": [library],
            "python": os.path.join(before, "bin", name), "target": name[6:], "tests": tests, "units": units, "run": run}


def package(description, options):
    """A package's own tests, run by pytest from its folder, in an environment that has what they need."""
    found = packages.Package(*(description[key] for key in ("name", "version", "kind", "sha256")))
    name = "%s-%s" % (found.name, found.version)
    before = packages.made_once(folder(name + "/before"), lambda tree: trees.copy_tree(packages.fetch(found), tree))
    python = virtual_environment(description["requires"])

    def run(tree, unit):
        command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly",
                   "--junit-xml", "{junit}"] + description["options"] + [unit]
        return run_junit(command, tree, 3600, {"PYTHONPATH": os.path.join(tree, description["path"]),
                                               "PYTHONHASHSEED": "0", "HYPOTHESIS_STORAGE_DIRECTORY": "/nonexistent"})

    def tests(changed):
        return {path: sorted(set(description["tests"] + nearest_tests(before, path))) for path in changed}

    def units(changed):
        chosen = {unit for names in tests(changed).values() for unit in names}
        if options["full"]:
            chosen.update(os.path.relpath(where, before) for where, _, _ in os.walk(before)
                          if os.path.basename(where) == "tests")
        return sorted(chosen)[:FAST_FOLDERS if options["fast"] else None]

    return {"name": name, "before": before, "after": after_of(before), "paths": description["fix"], "python": python,
            "target": "3.13" if "3.13" in os.path.realpath(python) else "3.12", "tests": tests, "units": units,
            "run": run}


def nearest_tests(tree, path):
    """The folder `tests` beside a file, or beside the nearest folder above it that has one; [] or one."""
    while path:
        path = os.path.dirname(path)
        if os.path.isdir(os.path.join(tree, path, "tests")):
            return [os.path.join(path, "tests")]
    return []


def virtual_environment(requires):
    """The program of an environment with these packages; made once for each list."""
    base = packages.find_cpython()
    key = hashlib.sha256("\n".join([base] + requires).encode()).hexdigest()[:10]

    def make(made):
        print("installing %s" % " ".join(requires), file=sys.stderr)
        program = os.path.join(made, "bin", "python")
        install = [program, "-m", "pip", "install", "--quiet", "--only-binary", ":all:"]
        for command in ([base, "-m", "venv", made], install + requires):
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
            if done.returncode != 0:
                raise packages.Trouble("%s failed: %s" % (" ".join(command[:4]), done.stdout.strip()[-300:]))
    return os.path.join(packages.made_once(folder("environments/" + key), make), "bin", "python")


def descriptions():
    with open(os.path.join(HERE, "packages.json"), encoding="utf-8") as file:
        return json.load(file)
