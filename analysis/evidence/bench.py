"""The bench blocks of the rule pages: what is measured. A block is a fence `python bench` with its options, and in it
the parts `# setup`, `# before`, `# after`. Pure standard library, CPython 3.8 and later."""
import hashlib
import os
import re

from packages import read_table

OPTIONS = {"n", "case", "clock", "same", "memory", "python", "needs"}
PARTS = ("setup", "before", "after")


class PageError(Exception):
    """A page that cannot be read as meant; the message says where."""


def rule_of(path):
    return os.path.splitext(os.path.basename(path))[0].replace("_", "-")


def fences(text):
    """(line number, info, content) of every fenced block; fences inside a longer fence are its content."""
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        opening = re.match(r" {0,3}(`{3,}|~{3,})\s*([^`]*)$", lines[at])
        start = at + 1
        at += 1
        if not opening:
            continue
        fence = opening.group(1)
        closing = re.compile(r" {0,3}%s{%d,}\s*$" % (re.escape(fence[0]), len(fence)))
        while at < len(lines) and not closing.match(lines[at]):
            at += 1
        yield start, opening.group(2).strip(), "\n".join(lines[start:at])
        at += 1


def benches_of_page(path, text=None):
    """The benches of a page, as plain dictionaries (they travel as JSON to the Python that runs them)."""
    if text is None:
        with open(path, encoding="utf-8") as page:
            text = page.read()
    found = [bench_of(path, line, info.split()[2:], content) for line, info, content in fences(text)
             if info.split()[:2] == ["python", "bench"]]
    cases = [bench["case"] for bench in found]
    if len(set(cases)) != len(cases):
        raise PageError("%s: two bench blocks have the same case=; got %s" % (path, ", ".join(map(repr, cases))))
    return found


def bench_of(path, line, words, content):
    options = {}
    for word in words:
        key, equals, value = word.partition("=")
        if key not in OPTIONS or not equals or not value:
            raise PageError("%s:%d: unknown bench option %r; known: %s" % (path, line, word, " ".join(sorted(OPTIONS))))
        options[key] = value
    parts = split_parts(path, line, content)
    try:
        sizes = sorted({int(n) for n in options.get("n", "1").split(",")})
        least = tuple(int(number) for number in options.get("python", "3.8").split("."))
    except ValueError:
        raise PageError("%s:%d: n= takes whole numbers separated by commas, python= a version" % (path, line))
    bench = {"rule": rule_of(path), "case": options.get("case", ""), "n": sizes, "least_python": least,
             "clock": options.get("clock", "cpu"), "same": options.get("same", "yes") != "no",
             "memory": options.get("memory", "yes") != "no",
             "needs": sorted({name for name in options.get("needs", "").split(",") if name})}
    bench.update(parts)
    unknown = set(bench["needs"]).difference(read_table() if bench["needs"] else ())
    if unknown:
        raise PageError("%s:%d: needs=%s is not in packages.txt" % (path, line, ",".join(sorted(unknown))))
    bench["hash"] = hash_of(bench)
    return bench


def split_parts(path, line, content):
    parts, current = {}, None
    for text in content.splitlines():
        heading = text.rstrip()
        if heading.startswith("# ") and heading[2:] in PARTS:
            current = heading[2:]
            if current in parts:
                raise PageError("%s:%d: two parts '# %s'" % (path, line, current))
            parts[current] = []
        elif current is not None:
            parts[current].append(text)
        elif heading:
            raise PageError("%s:%d: a bench block starts with '# setup' or '# before'" % (path, line))
    for part in ("before", "after"):
        if not "".join(parts.get(part, [])).strip():
            raise PageError("%s:%d: a bench block needs a part '# %s'" % (path, line, part))
    return {part: "\n".join(parts.get(part, [])).strip("\n") for part in PARTS}


def hash_of(bench):
    """Of all that a number depends on but n and the Python: a row whose hash is another was measured on other code."""
    fields = [str(bench[key]) for key in ("setup", "before", "after", "clock", "memory")] + bench["needs"]
    return hashlib.sha256("\0".join(fields).encode()).hexdigest()[:12]


def benches_of_folder(folder):
    found = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".md") and not name[0].isupper():
            found += benches_of_page(os.path.join(folder, name))
    return found
