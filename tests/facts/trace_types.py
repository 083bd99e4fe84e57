#!/usr/bin/env python3
"""The truth test: what facts claim of types, held against CPython's own library while its tests run.

    trace_types.py PERFHINT_CLAIMS [--seconds N] [--report FILE] [test_json test_textwrap ...]

Runs the named modules of the `test` package (a default selection without names) under sys.monitoring and looks at the
locals, globals and attributes of self of every library function on its lines and returns. Ends with 1 if a value is not of
the type claimed. Needs CPython 3.12 or later with its `test` package.
"""

import argparse
import collections
import importlib
import io
import os
import random
import re
import subprocess
import sys
import time
import types
import typing
import unittest
import unittest.mock

TESTS = """
test_json test_textwrap test_heapq test_csv test_shlex test_difflib test_configparser test_argparse test_statistics
test_re test_collections test_fractions test_calendar test_string test_pprint test_bisect test_copy test_fnmatch test_glob
test_html test_htmlparser test_ipaddress test_optparse test_pathlib test_posixpath test_ntpath test_reprlib test_sched
test_tokenize test_traceback test_urlparse test_zipfile test_plistlib test_tarfile test_tempfile test_random test_queue
test_functools test_getopt test_gettext test_graphlib test_inspect test_logging test_mailbox test_mimetypes test_pickle
test_pkgutil test_shutil test_dataclasses test_enum test_typing test_ast test_cmd test_codeop test_contextlib test_datetime
test_decimal test_dis test_email test_http_cookies test_httplib test_uuid test_xml_etree test_weakref test_minidom
test_fileinput test_filecmp test_linecache test_numeric_tower test_robotparser test_smtplib test_socketserver test_symtable
test_timeit test_trace test_unittest test_warnings test_zipapp test_quopri test_stat test_struct test_secrets test_hmac
test_keyword test_locale test_netrc test_operator test_opcodes test_optparse test_abc test_compileall test_asyncio
""".split()

MONITOR = sys.monitoring.DEBUGGER_ID
CHECKS_PER_LINE = 40
ELEMENTS = 12
KINDS = {
    "None": type(None), "bool": bool, "int": int, "float": float, "complex": complex, "str": str, "bytes": bytes,
    "bytearray": bytearray, "list": list, "tuple": tuple, "set": set, "frozenset": frozenset, "dict": dict,
    "range": range, "deque": collections.deque, "module": types.ModuleType,
}  # fmt: skip
TOKEN = re.compile(r"text file|binary file|dict view|function -> |\.\.\.|[\w.]+|[\[\],|()]")
# Where a test puts other values in the place of a library's classes, modules or settings, or calls with arguments that
# contradict the annotations, to see it refused: (file, function).
EXCUSED = {
    ("shutil.py", "copyfile"),
    ("test/pickletester.py", "AbstractUnpickleTests.assert_is_copy"),
    ("test/test_urllib2.py", "HandlerTests.test_cookies"),
    ("test/test_urllib2.py", "HandlerTests.test_http"),
    ("tomllib/_parser.py", "load"),
    ("unittest/result.py", "TestResult.printErrors"),
    ("urllib/parse.py", "_unquote_impl"),
    ("test/test_ast/test_ast.py", "ModuleStateTests.test_sys_modules"),
    ("typing.py", "is_protocol"),
    ("typing.py", "get_protocol_members"),
    ("functools.py", "singledispatch"),
    ("test/test_fileinput.py", "Test_fileinput_input.do_test_call_input"),
    ("test/test_tempfile.py", "TestMkstemp.test_for_tempdir_is_bytes_issue40701_api_warts"),
    ("test/test_tempfile.py", "TestMkdtemp.test_for_tempdir_is_bytes_issue40701_api_warts"),
}


class Claim:
    """A claimed type, read from the notation of describe()."""

    def __init__(self, text):
        self.text = text
        self.tokens = TOKEN.findall(text)
        self.at = 0
        self.tree = self.union()

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def union(self):
        parts = [self.one()]
        while self.peek() == "|":
            self.at += 1
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else ("union", parts)

    def one(self):
        name = self.peek()
        self.at += 1
        if name == "(":
            inner = self.union()
            self.at += 1
            return inner
        if name == "function -> ":
            self.union()
            return ("function", [])
        arguments = []
        if self.peek() == "[":
            self.at += 1
            while self.peek() != "]":
                arguments.append(self.union())
                if self.peek() == ",":
                    self.at += 1
            self.at += 1
        return (name, arguments)

    def admits(self, value, scope):
        return admits(self.tree, value, scope, 0)


def sample(container):
    try:
        if len(container) <= ELEMENTS:
            return list(container)
        if isinstance(container, (list, tuple)):
            return random.sample(container, ELEMENTS)
        return [one for one, _ in zip(list(container), range(ELEMENTS))]
    except Exception:
        return []


RESOLVED = {}


def library_class(name):
    if name not in RESOLVED:
        found = None
        parts = name.split(".")
        for split in range(len(parts) - 1, 0, -1):
            module = sys.modules.get(".".join(parts[:split]))
            if module is None:
                continue
            found = module
            for part in parts[split:]:
                found = getattr(found, part, None)
            break
        RESOLVED[name] = found if isinstance(found, type) else None
        if len(parts) == 1:
            RESOLVED[name] = None
    return RESOLVED[name]


def admits(tree, value, scope, depth):
    """Whether the claim is true of the value; what can not be told is true."""
    name, arguments = tree
    if depth > 4 or name in ("unknown", "instance", "..."):
        return True
    if name == "union":
        return any(admits(one, value, scope, depth + 1) for one in arguments)
    if name in KINDS:
        if not isinstance(value, KINDS[name]):
            return False
        return contents(name, arguments, value, scope, depth)
    if name == "function":
        return callable(value)
    if name in ("class", "type"):
        alias = types.GenericAlias, types.UnionType, typing.TypeAliasType
        return isinstance(value, (type, *alias)) or callable(value)
    if name == "iterator" or name in ("enumerate", "zip", "map", "filter", "reversed"):
        return hasattr(value, "__next__")
    if name == "dict view":
        return hasattr(value, "__iter__") and not hasattr(value, "__next__") and not isinstance(value, (list, tuple))
    if name == "text file":
        return isinstance(value, io.TextIOBase) or hasattr(value, "readline")
    if name == "binary file":
        return isinstance(value, io.IOBase) or hasattr(value, "readline")
    if name in ("collections.Counter", "collections.defaultdict", "collections.OrderedDict"):
        if not isinstance(value, getattr(collections, name.split(".")[1])):
            return False
        arguments = arguments + [("int", [])] if name.endswith("Counter") and len(arguments) == 1 else arguments
        return contents("dict", arguments, value, scope, depth)
    if name.startswith("typing."):
        return True
    cls = library_class(name) if "." in name else scope.get(name)
    if name == "asyncio.Task" or not isinstance(cls, type):
        if "." not in name and isinstance(getattr(__builtins__, name, None), type):
            cls = getattr(__builtins__, name)
        else:
            return True
    if isinstance(value, cls):
        return True
    # Python and C twins (decimal, datetime, io): tests import either.
    names = {base.__name__.lstrip("_") for base in type(value).__mro__}
    return cls.__name__ in names or name.split(".")[-1].lstrip("_") in names


def contents(name, arguments, value, scope, depth):
    if not arguments:
        return True
    if name == "dict":
        keys = sample(value.keys())
        if not all(admits(arguments[0], key, scope, depth + 1) for key in keys):
            return False
        return len(arguments) < 2 or all(admits(arguments[1], dict.get(value, key), scope, depth + 1) for key in keys)
    if name == "tuple" and not (len(arguments) == 2 and arguments[1][0] == "..."):
        return len(value) == len(arguments) and all(
            admits(one, element, scope, depth + 1) for one, element in zip(arguments, value)
        )
    return all(admits(arguments[0], element, scope, depth + 1) for element in sample(value))


class Tracer:
    def __init__(self, tool, deadline, library):
        self.tool = subprocess.Popen([tool], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.deadline = deadline
        self.library = library
        self.left_out = (os.path.join(library, "test", "test_unittest", "testmock"),)  # all is mocked there
        self.files = {}  # path -> {function's first line: {line: [(sort, name, claim)]}}
        self.codes = {}
        self.parsed = {}
        self.counts = collections.Counter()
        self.observed = 0
        self.claims_seen = set()
        self.contradictions = {}
        self.busy = False

    def claims_of(self, path):
        if path not in self.files:
            self.tool.stdin.write(path + "\n")
            self.tool.stdin.flush()
            functions = {}
            while (line := self.tool.stdout.readline().rstrip("\n")):
                first, at, sort, name, text = line.split("\t")
                if text not in self.parsed:
                    self.parsed[text] = Claim(text)
                functions.setdefault(int(first), {}).setdefault(int(at), []).append((sort, name, self.parsed[text]))
            self.files[path] = functions
        return self.files[path]

    def claims(self, code):
        if code not in self.codes:
            path = code.co_filename
            wanted = path.startswith(self.library) and path.endswith(".py") and not path.startswith(self.left_out)
            named = not code.co_name.startswith("<")
            self.codes[code] = self.claims_of(path).get(code.co_firstlineno, {}) if wanted and named else {}
        return self.codes[code]

    def on_line(self, code, line):
        claims = self.claims(code)
        if not claims or line not in claims:
            return sys.monitoring.DISABLE
        return self.look(code, line, claims[line], sys._getframe(1))

    def on_return(self, code, offset, value):
        claims = self.claims(code)
        if 0 not in claims:
            return sys.monitoring.DISABLE
        return self.look(code, 0, claims[0], sys._getframe(1))

    def look(self, code, line, claims, frame):
        if self.busy:
            return None
        self.counts[code, line] += 1
        if self.counts[code, line] > CHECKS_PER_LINE:
            return sys.monitoring.DISABLE
        self.busy = True
        try:
            names, scope = frame.f_locals, frame.f_globals
            for sort, name, claim in claims:
                if sort == "attribute":
                    holder = getattr(names.get("self"), "__dict__", None)
                    source = holder if isinstance(holder, dict) else {}
                else:
                    source = names if sort == "local" else scope
                if name not in source:
                    continue
                self.observed += 1
                self.claims_seen.add((code, line, sort, name))
                value = source[name]
                if isinstance(value, unittest.mock.NonCallableMock):
                    continue
                if not claim.admits(value, scope):
                    self.contradict(code, line, sort, name, claim, value)
        except RecursionError:
            pass
        finally:
            self.busy = False
        return None

    def contradict(self, code, line, sort, name, claim, value):
        if (code.co_filename[len(self.library) :], code.co_qualname) in EXCUSED:
            return
        key = (code.co_filename, code.co_firstlineno, line, sort, name)
        if key not in self.contradictions:
            shown = type(value).__name__
            if isinstance(value, (list, tuple, set, frozenset, dict)):
                inner = {type(one).__name__ for one in sample(value)}
                shown += f" of {len(value)}: {'/'.join(sorted(inner))}"
                if isinstance(value, dict):
                    shown += " to " + "/".join(sorted({type(one).__name__ for one in sample(value.values())}))
            self.contradictions[key] = (code.co_qualname, claim.text, shown)

    def start(self):
        events = sys.monitoring.events
        sys.monitoring.use_tool_id(MONITOR, "types")
        sys.monitoring.register_callback(MONITOR, events.LINE, self.on_line)
        sys.monitoring.register_callback(MONITOR, events.PY_RETURN, self.on_return)
        sys.monitoring.set_events(MONITOR, events.LINE | events.PY_RETURN)

    def stop(self):
        sys.monitoring.set_events(MONITOR, 0)
        sys.monitoring.free_tool_id(MONITOR)
        self.tool.stdin.close()
        self.tool.wait()


class Limited(unittest.TestResult):
    """Runs on whatever fails, until the time is over."""

    def __init__(self, tracer):
        super().__init__()
        self.tracer = tracer

    def startTest(self, test):
        if time.monotonic() > self.tracer.deadline:
            self.stop()
        super().startTest(test)


def run_tests(tracer, names):
    done = []
    for name in names:
        left = tracer.deadline - time.monotonic()
        if left <= 0:
            break
        try:
            module = importlib.import_module("test." + name)
            suite = unittest.defaultTestLoader.loadTestsFromModule(module)
            suite.run(Limited(tracer))
            done.append(name)
        except BaseException as error:  # a test that exits or is skipped as a whole says nothing of types
            print(f"{name}: {type(error).__name__}: {error}"[:160], file=sys.stderr)
            if isinstance(error, KeyboardInterrupt):
                raise
    return done


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("claims")
    arguments.add_argument("--seconds", type=float, default=float(os.environ.get("PERFHINT_TRACE_SECONDS", 20)))
    arguments.add_argument("--report")
    arguments.add_argument("tests", nargs="*")
    options = arguments.parse_intermixed_args()
    library = os.path.dirname(os.path.abspath(os.__file__)) + os.sep
    tracer = Tracer(options.claims, time.monotonic() + options.seconds, library)
    random.seed(1)
    tracer.start()
    out, err = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = io.TextIOWrapper(io.BytesIO())
    try:
        done = run_tests(tracer, options.tests or TESTS)
    finally:
        sys.stdout, sys.stderr = out, err
        tracer.stop()
    lines = []
    for (path, first, line, sort, name), (function, claimed, seen) in sorted(tracer.contradictions.items()):
        lines.append(f"{path[len(library):]}:{line or first}: {function}: {sort} {name} is claimed {claimed}, is {seen}")
    print("\n".join(lines[:200]))
    if options.report:
        with open(options.report, "w") as report:
            report.write("\n".join(lines))
    print(
        f"{tracer.observed} observations of {len(tracer.claims_seen)} claims in {len(tracer.files)} files, "
        f"{len(done)} test modules: {len(lines)} contradictions"
    )
    sys.stdout.flush()
    os._exit(1 if lines or not tracer.observed else 0)


if __name__ == "__main__":
    main()
