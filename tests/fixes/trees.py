"""A tree of Python files before and after perfhint's fixes: what was changed, by which rules."""
import collections
import difflib
import json
import os
import re
import shutil
import subprocess

from packages import Trouble, perfhint_program

TESTS = "test,tests,testing,idle_test,conftest.py"  # what judges is not changed


def copy_tree(source, target, skip=()):
    """Replaces target; times are kept, so that compiled files stay valid."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True, ignore=lambda folder, names: set(names).intersection(skip))


def check(paths, options, flags=()):
    """(findings, what it said) of `perfhint check`, every hint of every rule that `options` selects."""
    command = [perfhint_program(), "check", "--all", "--exit-zero", "--format", "json", "--target", options["target"],
               "--exclude", TESTS]
    command += ["--select", options["only"]] if options["only"] else []
    done = subprocess.run(command + list(flags) + list(paths), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          universal_newlines=True, encoding="utf-8")
    if done.returncode not in (0, 2) or not done.stdout.strip():
        raise Trouble("perfhint check ended with %d: %s" % (done.returncode, done.stderr.strip()[-500:]))
    return json.loads(done.stdout), done.stderr


def fixable(findings, unsafe):
    return [finding for finding in findings
            if any(unsafe or fix["safety"] == "safe" for fix in finding["fixes"])]


def fix(before, after, paths, options):
    """Fixes the paths below `after`, a copy of `before`. Gives {"applied", "by_rule", "rules": {file: [rules]}},
    where the files are those that changed, relative."""
    found = fixable(check([os.path.join(before, path) for path in paths], options)[0], options["unsafe"])
    flags = ["--fix"] + (["--unsafe-fixes"] if options["unsafe"] else [])
    left, said = check([os.path.join(after, path) for path in paths], options, flags)
    applied = re.search(r"applied (\d+) fix", said)
    by_rule = collections.Counter(finding["rule"] for finding in found)
    by_rule.subtract(finding["rule"] for finding in fixable(left, options["unsafe"]))
    rules = collections.defaultdict(set)
    for finding in found:
        rules[os.path.relpath(finding["path"], before)].add(finding["rule"])
    changed = {path: sorted(rules.get(path, ())) for path in changed_files(before, after, paths)}
    return {"applied": int(applied.group(1)) if applied else 0, "by_rule": +by_rule, "rules": changed}


def changed_files(before, after, paths):
    changed = []
    for path in paths:
        for folder, _, names in os.walk(os.path.join(after, path)):
            for name in names:
                new = os.path.join(folder, name)
                relative = os.path.relpath(new, after)
                if name.endswith((".py", ".pyw")) and read(new) != read(os.path.join(before, relative)):
                    changed.append(relative)
    return sorted(changed)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def diff_of(before, after, path, most=60):
    old, new = (read(os.path.join(tree, path)).decode("utf-8", "replace").splitlines() for tree in (before, after))
    lines = list(difflib.unified_diff(old, new, "before/" + path, "after/" + path, lineterm="", n=2))
    return "\n".join(lines[:most] + (["... %d more lines" % (len(lines) - most)] if len(lines) > most else []))


def not_compiling(python, tree, paths):
    """Of the changed files, those that Python no longer reads; with what it says."""
    code = ("import sys\nfor path in sys.stdin.read().splitlines():\n"
            "    try: compile(open(path, 'rb').read(), path, 'exec', dont_inherit=True)\n"
            "    except (SyntaxError, ValueError) as error: print(path + ': ' + repr(error))\n")
    done = subprocess.run([python, "-W", "ignore", "-c", code], stdout=subprocess.PIPE, universal_newlines=True,
                          check=True, input="\n".join(os.path.join(tree, path) for path in paths))
    return done.stdout.splitlines()
