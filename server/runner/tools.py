"""Runs the program under a profiler that the user's environment has, instead of our own measuring, and leaves a
file that perfhint reads."""
import importlib.util
import os
import subprocess
import sys

# Each: the package of PyPI, and what makes `out` of the program's words, step by step.
PACKAGES = {"line_profiler": "line_profiler", "memory_profiler": "memory_profiler", "objgraph": "objgraph",
            "memray": "memray", "scalene": "scalene"}


def complain(text):
    sys.stderr.write("perfhint profile: %s\n" % text)
    sys.exit(2)


def need(tool):
    if importlib.util.find_spec(tool) is None:
        complain("%s is not installed for %s; this does it:\n  %s -m pip install %s"
                 % (tool, sys.executable, sys.executable, PACKAGES[tool]))


def call(words, **more):
    return subprocess.call([sys.executable, "-m"] + words, **more)


def line_profiler(words, out):
    """Times every function of the script, or of the module's package: kernprof from 4.1 on needs no decorators."""
    binary = out + ".lprof"
    what = words[1].split(".")[0] if words[0] == "-m" else words[0]
    code = call(["kernprof", "-l", "-q", "-p", what, "-o", binary] + words)
    with open(out, "w", encoding="utf-8") as file:
        call(["line_profiler", binary], stdout=file)
    return code


def memory_profiler(words, out):
    """Of the functions with the decorator @profile."""
    if words[0] == "-m":
        complain("memory_profiler runs scripts only: name the file of the module %s instead" % words[1])
    return call(["memory_profiler", "-o", out] + words)


def memray(words, out):
    """The high-water mark, by line."""
    binary = out + ".bin"
    code = call(["memray", "run", "-q", "-f", "-o", binary] + words)
    call(["memray", "transform", "csv", "-f", "-o", out, binary], stdout=subprocess.DEVNULL)
    return code


def scalene(words, out):
    """Releases since 2 have sub-commands. The file's name has to end with .json."""
    import importlib.metadata
    new = int(importlib.metadata.version("scalene").split(".")[0]) >= 2
    written = out + ".json"
    options = ["run", "-o", written] if new else ["--cli", "--json", "--outfile", written]
    code = call(["scalene"] + options + (words if words[0] == "-m" else ["---"] + words))
    if os.path.exists(written):
        os.replace(written, out)
    return code


RUNNERS = {"line_profiler": line_profiler, "memory_profiler": memory_profiler, "memray": memray, "scalene": scalene}


def picture_by_objgraph(out):
    """A function that draws the chain of references to an object, in the language of Graphviz."""
    def draw(one):
        import objgraph
        chain = objgraph.find_backref_chain(one, objgraph.is_proper_module)
        with open(os.path.join(out, "references.dot"), "w", encoding="utf-8") as file:
            objgraph.show_chain(chain, output=file)
    return draw


def prepare(tool, words, out):
    """Ends the process with the program's exit code; but not for objgraph, which runs no program."""
    need(tool)
    if tool == "objgraph":
        return
    path = os.path.join(out, "tool.out")
    code = RUNNERS[tool](words, path)
    if not os.path.exists(path) or not os.path.getsize(path):
        complain("%s has written nothing" % tool)
    sys.exit(code if code >= 0 else 128 - code)
