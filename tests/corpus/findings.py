"""What perfhint reports on the packages of packages.txt and CPython's library, each finding with a name of its own that
survives changes elsewhere in the file: package, path, rule, hash of its line, and its place among equal ones."""
import collections
import difflib
import hashlib
import json
import os
import re
import subprocess

import packages

CONTEXT = 6  # lines before and after

Root = collections.namedtuple("Root", "package version folder")


def roots(names=()):
    """The packages named, or all; fetched. Raises packages.Trouble."""
    listed = packages.read_list(os.path.join(os.path.dirname(os.path.abspath(__file__)), "packages.txt"))
    unknown = set(names) - {package.name for package in listed} - {"cpython"}
    if unknown:
        raise packages.Trouble("not in packages.txt: " + ", ".join(sorted(unknown)))
    found = []
    if not names or "cpython" in names:
        code = "import os, platform; print(platform.python_version()); print(os.path.dirname(os.__file__))"
        version, folder = subprocess.check_output([packages.find_cpython(), "-c", code],
                                                  universal_newlines=True).splitlines()
        found.append(Root("cpython", version, folder))
    for package in listed:
        if not names or package.name in names:
            found.append(Root(package.name, package.version, packages.fetch(package)))
    return found


def report(root, options):
    """The findings of one root, as `perfhint check --format json` has them, with paths relative to the root."""
    command = [packages.perfhint_program(), "check", "--exit-zero", "--quiet", "--format", "json", "--target",
               options["target"]]
    command += (["--all"] if options["all"] else []) + (["--select", options["only"]] if options["only"] else [])
    done = subprocess.run(command + ["."], cwd=root.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          universal_newlines=True, encoding="utf-8")
    if done.returncode not in (0, 2) or not done.stdout.strip():  # 2: a file could not be read, say not UTF-8
        raise packages.Trouble("perfhint check of %s ended with %d: %s" % (root.package, done.returncode,
                                                                          done.stderr.strip()[-500:]))
    return json.loads(done.stdout)


def lines_of(text):
    """As editors count them; str.splitlines() would split at form feeds, too."""
    return re.split("\r\n|\r|\n", text)


def key_of(entry):
    return tuple(entry[field] for field in ("package", "path", "rule", "line_hash", "nth"))


def id_of(entry):
    return hashlib.sha256("\0".join(map(str, key_of(entry))).encode()).hexdigest()[:10]


def named(root, reported, read):
    """The findings of one root with what identifies them; `read(path)` gives the text of a file."""
    entries, seen, texts = [], collections.Counter(), {}
    for finding in sorted(reported, key=lambda f: (f["path"], f["line"], f["column"], f["rule"])):
        path = os.path.normpath(finding["path"]).replace(os.sep, "/")
        if path not in texts:
            texts = {path: lines_of(read(path))}
        line = texts[path][finding["line"] - 1].strip()
        entry = {"package": root.package, "version": root.version, "path": path, "rule": finding["rule"],
                 "line_hash": hashlib.sha256(line.encode()).hexdigest()[:12], "line": finding["line"],
                 "message": finding["message"], "impact": finding["impact"]}
        same = (path, entry["rule"], entry["line_hash"])
        entry["nth"] = seen[same]
        seen[same] += 1
        entry["id"] = id_of(entry)
        entry.update(fixes=finding["fixes"], noFix=finding.get("noFix"))
        entries.append(entry)
    return entries


def reader(root):
    def read(path):
        with open(os.path.join(root.folder, path), encoding="utf-8-sig", newline="", errors="replace") as file:
            return file.read()
    return read


def sample(entries, most):
    """Up to `most` of each rule, as evenly over the packages as there are any. The choice is by hash: it stays when
    findings come and go elsewhere."""
    by_rule = collections.defaultdict(lambda: collections.defaultdict(list))
    for entry in entries:
        by_rule[entry["rule"]][entry["package"]].append(entry)
    chosen = []
    for rule in sorted(by_rule):
        queues = [sorted(queue, key=lambda entry: entry["id"]) for queue in by_rule[rule].values()]
        queues.sort(key=lambda queue: queue[0]["id"])
        turns = [(turn, place, entry) for place, queue in enumerate(queues) for turn, entry in enumerate(queue)]
        chosen += [entry for _, _, entry in sorted(turns, key=lambda turn: turn[:2])[:most]]
    return chosen


def context_of(entry, text):
    """The lines around a finding, numbered, its own marked."""
    lines = lines_of(text)
    first = max(1, entry["line"] - CONTEXT)
    return "\n".join("%s%5d  %s" % (">" if number == entry["line"] else " ", number, lines[number - 1])
                     for number in range(first, min(len(lines), entry["line"] + CONTEXT) + 1))


def fixed(text, edits):
    """The text after edits, whose places count lines and code points from 1."""
    starts, at = [], 0
    for line in re.split("(\r\n|\r|\n)", text)[::2]:
        starts.append(at)
        at += len(line)
        at += 2 if text.startswith("\r\n", at) else 1

    def offset(line, column):
        return starts[line - 1] + column - 1
    # From the end; of insertions at one place the first stands first.
    for edit in reversed(sorted(edits, key=lambda edit: (edit["line"], edit["column"]))):
        begin, end = offset(edit["line"], edit["column"]), offset(edit["endLine"], edit["endColumn"])
        text = text[:begin] + edit["text"] + text[end:]
    return text


def diff_of(text, edits):
    lines = difflib.unified_diff(lines_of(text), lines_of(fixed(text, edits)), lineterm="", n=1)
    return "\n".join(line for line in lines if not line.startswith(("---", "+++")))
