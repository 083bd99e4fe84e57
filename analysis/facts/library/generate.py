#!/usr/bin/env python3
"""Writes table.inc: what the functions, classes and constants of Python's standard library return or are.

Source: typeshed's stubs as npm's pyright ships them (dist/typeshed-fallback/stdlib), pinned below.
    generate.py PYRIGHT_TARBALL >/dev/null && clang-format -i table.inc
A row is a qualified name and a type expression in the notation that library.h describes. Needs Python 3.9+ only.
"""

import ast
import hashlib
import io
import pathlib
import re
import sys
import tarfile

VERSION = "1.1.414"
SHA512 = (
    "14f6596f9d637a90d7e1e3fb4c460378d16d984dd683092411c269bc7dff4265"
    "12b23d04032dcb5eefb10784ff1560de8edb179427c5affadb5858f0bb0b97c3"
)
STDLIB = "package/dist/typeshed-fallback/stdlib/"

# A class that several of them export is named after the first.
MODULES = """
builtins re io typing collections collections.abc os os.path json math random time datetime string textwrap shutil
tempfile glob hashlib hmac base64 binascii struct decimal fractions statistics operator types enum dataclasses contextlib
queue urllib.parse urllib.request uuid socket argparse itertools functools pathlib csv threading asyncio
concurrent.futures sqlite3 logging copy heapq bisect subprocess sys array calendar codecs configparser contextvars difflib
fnmatch gc getpass gzip bz2 lzma zlib zipfile tarfile html inspect ipaddress keyword linecache locale mimetypes numbers
pickle pkgutil platform pprint secrets selectors select shlex signal ssl stat sysconfig timeit tokenize traceback
unicodedata warnings weakref xml.etree.ElementTree zoneinfo http http.client email.message email.utils errno
fileinput graphlib multiprocessing.pool multiprocessing.queues
""".split()

TEXT = {"str", "StrPath", "LiteralString", "StrOrLiteralStr", "PathLike[str]"}
BINARY = {"bytes", "BytesPath", "ReadableBuffer", "Buffer", "bytearray", "bytes | bytearray", "PathLike[bytes]", "WriteableBuffer"}
UNKNOWN = "?"


# Rows that would only make the table large: methods that return None, and integer constants.
NONE_COUNTS = {"list", "set", "dict", "bytearray", "collections", "random", "heapq"}
FULL_OF_CONSTANTS = {"socket", "ssl", "errno", "stat", "os", "signal", "select", "sqlite3", "tokenize", "inspect", "locale", "winreg"}
# Where the stubs say less, or other, than what a program sees.
WRONG = {"vars", "asyncio.Server.sockets", "asyncio.wrap_future", "urllib.request.urlretrieve", "os.path.altsep", "os.altsep", "math.sumprod", "math.prod"}
RIGHT = {
    "_io._TextIOBase.encoding": "=str|None",
    "typing.TextIO.encoding": "=str|None",
    "asyncio.Process.communicate": "(typing.Coroutine[tuple[bytes|None,bytes|None]]",
    "math.ceil": "(int",
    "math.floor": "(int",
    "math.trunc": "(int",
    "sqlite3.Connection.cursor": "(sqlite3.Cursor",
    "sqlite3.connect": "(sqlite3.Connection",
    "subprocess.Popen.communicate": "(tuple[T0|None,T0|None]",
    "tempfile.TemporaryDirectory.__enter__": "(str|bytes",
    "urllib.parse.urlparse": "(S[urllib.parse.ParseResult;urllib.parse.ParseResultBytes]",
    "urllib.parse.urlsplit": "(S[urllib.parse.SplitResult;urllib.parse.SplitResultBytes]",
    "sys.modules": "=dict[str,?]",
}


class Stubs:
    """The parsed stubs, by module."""

    def __init__(self, tarball):
        data = pathlib.Path(tarball).read_bytes()
        if hashlib.sha512(data).hexdigest() != SHA512:
            sys.exit(f"{tarball}: not pyright {VERSION}")
        self.files = {}
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for member in archive:
                if member.name.startswith(STDLIB) and member.name.endswith(".pyi"):
                    name = member.name[len(STDLIB) : -4].replace("/", ".")
                    package = name.endswith(".__init__")
                    name = name[: -len(".__init__")] if package else name
                    self.files[name] = (archive.extractfile(member).read().decode(), package)
        self.modules = {}

    def module(self, name):
        if name not in self.modules:
            if name not in self.files:
                return None
            text, package = self.files[name]
            self.modules[name] = None  # an import cycle sees nothing
            self.modules[name] = ModuleStub(self, name, ast.parse(text), package)
        return self.modules[name]

    def resolve(self, module, name, seen=()):
        """(module, node list) where `name` of `module` is really defined, or None."""
        stub = self.module(module)
        if stub is None or (module, name) in seen:
            return None
        if name in stub.defined:
            return module, name
        if name in stub.imported:
            source, original = stub.imported[name]
            if original is None:
                return None
            return self.resolve(source, original, seen + ((module, name),))
        for source in stub.stars:
            found = None if name.startswith("_") else self.resolve(source, name, seen + ((module, name),))
            if found:
                return found
        return None


class ModuleStub:
    def __init__(self, stubs, name, tree, package):
        self.name, self.package = name, package
        self.defined, self.imported, self.stars, self.public = {}, {}, [], set()
        self.typevars = {}
        self.walk(tree.body)

    def relative(self, node):
        if not node.level:
            return node.module
        parts = self.name.split(".")
        parts = parts[: len(parts) - node.level + (1 if self.package else 0)]
        return ".".join(parts + ([node.module] if node.module else []))

    def walk(self, body):
        for node in body:
            if isinstance(node, ast.If):
                windows = ast.unparse(node.test) == "sys.platform == 'win32'"  # POSIX is looked up first
                for part in (node.orelse, node.body) if windows else (node.body, node.orelse):
                    self.walk(part)
            elif isinstance(node, ast.Try):
                self.walk(node.body)
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    if alias.name == "*":
                        self.stars.append(self.relative(node))
                    else:
                        self.imported[alias.asname or alias.name] = (self.relative(node), alias.name)
                        if alias.asname == alias.name:
                            self.public.add(alias.name)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    self.imported[(alias.asname or alias.name).split(".")[0]] = (alias.name, None)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                self.defined.setdefault(node.name, []).append(node)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                self.defined.setdefault(node.target.id, []).append(node)
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                call = node.value
                if isinstance(call, ast.Call) and ast.unparse(call.func) in ("TypeVar", "typing.TypeVar", "ParamSpec", "TypeVarTuple"):
                    self.typevars[name] = call
                elif name == "__all__":
                    self.add_all(node.value)
                else:
                    self.defined.setdefault(name, []).append(node)
            elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) and node.target.id == "__all__":
                self.add_all(node.value)

    def add_all(self, value):
        for element in getattr(value, "elts", []):
            if isinstance(element, ast.Constant):
                self.public.add(element.value)


class Generator:
    def __init__(self, stubs):
        self.stubs = stubs
        self.rows = {}
        self.names = {}  # (defining module, class) -> public qualified name
        self.pending = []
        self.done = set()

    # --- names ---

    def exports(self, module):
        stub = self.stubs.module(module)
        names = {n for n in stub.defined if not n.startswith("_")} | {n for n in stub.public if not n.startswith("__")}
        for source in stub.stars:
            if self.stubs.module(source):
                names |= self.exports(source)
        return names

    def collect(self):
        for follow in (False, True):  # a class's own name comes before its other names
            for module in MODULES:
                if self.stubs.module(module) is None:
                    sys.exit(f"no stub of {module}")
                for name in sorted(self.exports(module)):
                    where = self.stubs.resolve(module, name)
                    where = self.aliased(where) if where and follow else where
                    if where and self.is_class(where):
                        self.names.setdefault(where, self.public(module, name))

    def aliased(self, where):
        """Lock = _thread.lock: what it is another name of."""
        node = self.stubs.module(where[0]).defined[where[1]][0]
        value = node.value if isinstance(node, (ast.Assign, ast.AnnAssign)) else None
        if isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name):
            source, original = self.stubs.module(where[0]).imported.get(value.value.id, (None, None))
            found = self.stubs.resolve(source, value.attr) if source and original is None else None
            return self.aliased(found) if found else where
        if isinstance(value, ast.Name) and isinstance(node, ast.Assign) and value.id != where[1]:
            found = self.stubs.resolve(where[0], value.id)
            return found if found and self.is_class(found) else where
        return where

    @staticmethod
    def public(module, name):
        return name if module == "builtins" else f"{module}.{name}"

    def is_class(self, where):
        return isinstance(self.stubs.module(where[0]).defined[where[1]][0], ast.ClassDef)

    def class_name(self, where):
        if where not in self.names:
            self.names[where] = self.public(*where)
        if where not in self.done:
            self.done.add(where)
            self.pending.append(where)
        return self.names[where]

    # --- types ---

    def typevar(self, module, name):
        stub = self.stubs.module(module)
        if name in stub.typevars:
            return stub.typevars[name]
        if name in stub.imported and stub.imported[name][1]:
            source, original = stub.imported[name]
            if self.stubs.module(source):
                return self.typevar(source, original)
        return None

    def text(self, module, node, bindings, depth=0):
        """The notation for an annotation; '?' where nothing is known."""
        if depth > 12:
            return UNKNOWN
        if isinstance(node, ast.Constant):
            if node.value is None:
                return "None"
            if isinstance(node.value, str):
                return self.text(module, ast.parse(node.value, mode="eval").body, bindings, depth + 1)
            return UNKNOWN
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            parts = []
            for side in (node.left, node.right):
                part = self.text(module, side, bindings, depth + 1)
                parts += [p for p in split_union(part) if p not in parts]
            return UNKNOWN if UNKNOWN in parts else "|".join(parts)
        if isinstance(node, ast.Name):
            return self.name_text(module, node.id, None, bindings, depth)
        if isinstance(node, ast.Attribute):
            return self.attribute_text(module, node, None, bindings, depth)
        if isinstance(node, ast.Subscript):
            arguments = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            if isinstance(node.value, ast.Name):
                return self.name_text(module, node.value.id, arguments, bindings, depth)
            if isinstance(node.value, ast.Attribute):
                return self.attribute_text(module, node.value, arguments, bindings, depth)
        return UNKNOWN

    def attribute_text(self, module, node, arguments, bindings, depth):
        stub = self.stubs.module(module)
        root = node.value
        if isinstance(root, ast.Name) and root.id in stub.imported:
            source, original = stub.imported[root.id]
            target = source if original is None else f"{source}.{original}"
            if self.stubs.module(target):
                return self.name_text(target, node.attr, arguments, bindings, depth)
        return UNKNOWN

    def name_text(self, module, name, arguments, bindings, depth):
        if name in bindings:
            return bindings[name]
        if self.typevar(module, name) is not None:
            return UNKNOWN
        if name == "MaybeNone":
            return "None"
        if name in ("Any", "Incomplete", "Unused", "object", "Never", "NoReturn"):
            return UNKNOWN
        if name in ("Self", "_Self"):
            return "Self"
        if name in ("LiteralString",):
            return "str"
        arguments = arguments or []
        if name in ("Optional", "Union"):
            parts = [self.text(module, a, bindings, depth + 1) for a in arguments] + (["None"] if name == "Optional" else [])
            return UNKNOWN if UNKNOWN in parts else "|".join(dict.fromkeys(parts))
        if name == "Literal":
            kinds = {None.__class__ if a is None else type(getattr(a, "value", ...)) for a in arguments}
            if kinds <= {str, bytes, int, bool} and len(kinds) == 1:
                return kinds.pop().__name__
            return "int" if kinds == {ast.UnaryOp} else UNKNOWN
        if name in ("Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly"):
            return self.text(module, arguments[0], bindings, depth + 1) if arguments else UNKNOWN
        if name in ("Callable",):
            result = self.text(module, arguments[-1], bindings, depth + 1) if arguments else UNKNOWN
            return f"Callable[{result}]"
        if name in ("TypeGuard", "TypeIs"):
            return "bool"
        if name == "Type" or name == "type":
            return f"type[{self.text(module, arguments[0], bindings, depth + 1) if arguments else UNKNOWN}]"
        return self.defined_text(module, name, arguments, bindings, depth)

    def defined_text(self, module, name, arguments, bindings, depth):
        where = self.stubs.resolve(module, name) or self.stubs.resolve("builtins", name)
        if where is None:
            return UNKNOWN
        nodes = self.stubs.module(where[0]).defined[where[1]]
        if isinstance(nodes[0], ast.ClassDef):
            rendered = []
            for argument in arguments:
                if isinstance(argument, ast.Constant) and argument.value is ...:
                    rendered.append("...")
                else:
                    rendered.append(self.text(module, argument, bindings, depth + 1))
            qualified = self.class_name(where)
            return qualified + (f"[{','.join(rendered)}]" if rendered and set(rendered) != {UNKNOWN} else "")
        if isinstance(nodes[0], ast.AnnAssign) and ast.unparse(nodes[0].annotation).endswith("TypeAlias"):
            texts = {self.text(where[0], n.value, bindings, depth + 1) for n in nodes if isinstance(n, ast.AnnAssign) and n.value}
            return texts.pop() if len(texts) == 1 and not arguments else UNKNOWN
        if isinstance(nodes[0], ast.Assign):  # X = Y: another name of a class
            value = nodes[0].value
            if isinstance(value, ast.Name) and value.id != name and where[0] != "typing":
                return self.defined_text(where[0], value.id, arguments, bindings, depth + 1)
        if where[0] == "typing" and where[1] in ("List", "Dict", "Set", "FrozenSet", "Tuple"):
            return self.defined_text("builtins", where[1].lower(), arguments, bindings, depth + 1)
        return UNKNOWN

    # --- functions ---

    def parameters(self, function, method):
        arguments = function.args.posonlyargs + function.args.args
        static = any(ast.unparse(d) == "staticmethod" for d in function.decorator_list)
        return arguments[1:] if method and not static else arguments

    def function_text(self, module, functions, method, bindings):
        """What a call of these overloads gives."""
        returning = [f for f in functions if f.returns is None or ast.unparse(f.returns) not in ("NoReturn", "Never")]
        functions = returning or functions
        returns = []
        for function in functions:
            returns.append(self.overload_text(module, function, method, bindings))
        distinct = list(dict.fromkeys(returns))
        if len(distinct) == 1:
            return distinct[0]
        by_kind = self.by_text_or_binary(module, functions, method, bindings)
        if by_kind:
            return by_kind
        # get(key) -> V | None, get(key, default: T) -> V | T: D1 is the second argument, None where it is left out.
        for text in distinct:
            default = re.search(r"\|A(\d)$", text)
            if default and text[: default.start()] + "|None" in distinct:
                plain = text[: default.start()]
                if all(t in (text, plain, plain + "|None") for t in distinct):
                    return f"{plain}|D{default[1]}"
        parts = []
        for text in distinct:
            parts += [p for p in split_union(text) if p not in parts]
        bare = {p for p in parts if "[" not in p}
        parts = [p for p in parts if p in bare or p.split("[")[0] not in bare]
        depends = any(p == UNKNOWN or re.search(r"\b[AE]\d", p) or p.startswith(("S[", "R[")) for p in parts)
        return UNKNOWN if depends or len(parts) > 4 else "|".join(parts)

    def overload_text(self, module, function, method, bindings):
        if function.returns is None:
            return UNKNOWN
        bindings = dict(bindings)
        parameters = self.parameters(function, method)
        annotations = [p.annotation for p in parameters] + ([function.args.vararg.annotation] if function.args.vararg else [])
        mentioned = [n.id for a in annotations if a is not None for n in ast.walk(a) if isinstance(n, ast.Name)]
        anystr = [n for n in set(mentioned) if n not in bindings and self.is_anystr(module, n)]
        if anystr:
            either = []
            for kind in ("str", "bytes"):
                inner = dict(bindings)
                inner.update({n: kind for n in anystr})
                either.append(self.text(module, function.returns, inner))
            text = either[0] if either[0] == either[1] else f"S[{either[0]};{either[1]}]"
            return self.awaited(function, text)
        for index, annotation in enumerate(annotations[:3]):
            if index >= len(parameters):
                break
            source = self.typevar_source(module, annotation, bindings)
            if source and mentioned.count(source[0]) == 1:
                bindings[source[0]] = f"{source[1]}{index}"
        return self.awaited(function, self.text(module, function.returns, bindings))

    @staticmethod
    def awaited(function, text):
        return f"typing.Coroutine[{text}]" if isinstance(function, ast.AsyncFunctionDef) else text

    def is_anystr(self, module, name):
        call = self.typevar(module, name)
        return call is not None and [ast.unparse(a) for a in call.args[1:3]] == ["str", "bytes"]

    def typevar_source(self, module, annotation, bindings):
        """(typevar, 'A' or 'E'): the argument is of it, or a container of it."""
        if isinstance(annotation, ast.Name) and self.typevar(module, annotation.id) is not None:
            return (annotation.id, "A") if annotation.id not in bindings else None
        if isinstance(annotation, ast.BinOp) and isinstance(annotation.left, ast.Name) and annotation.left.id in bindings:
            return self.typevar_source(module, annotation.right, bindings)
        if isinstance(annotation, ast.Subscript) and isinstance(annotation.slice, ast.Name):
            name = annotation.slice.id
            container = ast.unparse(annotation.value)
            iterable = container in ("Iterable", "Sequence", "list", "MutableSequence", "SupportsLenAndGetItem", "Collection", "Set", "AbstractSet", "Iterator", "Reversible")
            if iterable and self.typevar(module, name) is not None and name not in bindings:
                return (name, "E")
        return None

    def by_text_or_binary(self, module, functions, method, bindings):
        """S[text;binary] by the arguments, R[text;binary] by the receiver, or None."""
        text, binary, other, receiver = set(), set(), set(), False
        for function in functions:
            parameters = function.args.posonlyargs + function.args.args
            own = parameters[0].annotation if method and parameters else None
            rest = self.parameters(function, method)
            decisive = own if own is not None else (rest[0].annotation if rest else None)
            if receiver and own is None:
                continue
            receiver |= own is not None
            kind = classify(ast.unparse(decisive)) if decisive is not None else None
            if kind == "either":
                continue
            chosen = text if kind == "text" else binary if kind == "binary" else other
            chosen.add(self.overload_text(module, function, method, bindings))
        if len(text) != 1 or len(binary) != 1 or not other <= text:
            return None
        return f"{'R' if receiver else 'S'}[{text.pop()};{binary.pop()}]"

    # --- rows ---

    def add(self, name, sort, text):
        if not text or text == UNKNOWN or len(text) >= 160 or name in WRONG:
            return
        root, last = name.split(".")[0].lstrip("_"), name.split(".")[-1]
        if text == "None" and root not in NONE_COUNTS or last.isupper() and text == "int" and root in FULL_OF_CONSTANTS:
            return
        self.rows[name] = sort + text

    def add_module(self, module):
        for name in sorted(self.exports(module)):
            where = self.stubs.resolve(module, name)
            if where is None:
                continue
            where = self.aliased(where)
            nodes = self.stubs.module(where[0]).defined[where[1]]
            qualified = self.public(module, name)
            first = nodes[0]
            if self.add_method_of_instance(where, qualified, first):
                continue
            if isinstance(first, ast.ClassDef):
                public = self.class_name(where)
                if public != qualified:
                    self.rows[qualified] = "*" + public
            else:
                self.add_value(where[0], qualified, nodes, False, {})

    def add_method_of_instance(self, where, qualified, node):
        """random = _inst.random: the method of a hidden instance."""
        value = node.value if isinstance(node, ast.Assign) else None
        if not isinstance(value, ast.Attribute) or not isinstance(value.value, ast.Name):
            return False
        stub = self.stubs.module(where[0])
        for holder in stub.defined.get(value.value.id, []):
            owner = stub.defined.get(ast.unparse(holder.annotation), []) if isinstance(holder, ast.AnnAssign) else []
            for cls in owner:
                members = {}
                self.collect_members(cls.body, members)
                base = stub.imported.get(ast.unparse(cls.bases[0]).split(".")[0]) if cls.bases else None
                source, definitions = where[0], members.get(value.attr)
                if definitions is None and base:
                    source = base[0]
                    members = {}
                    self.collect_members(self.stubs.module(source).defined[ast.unparse(cls.bases[0]).split(".")[-1]][0].body, members)
                    definitions = members.get(value.attr)
                if definitions:
                    self.add_value(source, qualified, definitions, True, {})
                    return True
        return False

    def add_value(self, module, qualified, nodes, method, bindings):
        functions = [n for n in nodes if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
        if functions and len(functions) == len(nodes):
            decorators = [[ast.unparse(d) for d in f.decorator_list] for f in functions]
            functions = [f for f, names in zip(functions, decorators) if not any(n.endswith((".setter", ".deleter")) for n in names)]
            property_like = any(n in ("property", "cached_property", "functools.cached_property", "types.DynamicClassAttribute", "_magic_enum_attr", "abc.abstractproperty") for names in decorators for n in names)
            if functions:
                self.add(qualified, "=" if property_like else "(", self.function_text(module, functions, method, bindings))
            return
        texts = set()
        for node in nodes:
            if isinstance(node, ast.AnnAssign):
                annotation = ast.unparse(node.annotation)
                if annotation.endswith("TypeAlias"):
                    text = self.text(module, node.value, bindings) if node.value else UNKNOWN
                    if text != UNKNOWN and "|" not in text and "[" not in text:
                        self.rows[qualified] = "*" + text
                    return
                if annotation == "Final" and node.value is not None and isinstance(node.value, ast.Constant):
                    texts.add(type(node.value.value).__name__)
                else:
                    texts.add(self.text(module, node.annotation, bindings))
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name):  # sha1 = openssl_sha1, __radd__ = __add__
                where = self.stubs.resolve(module, node.value.id)
                if where and where[1] in self.stubs.module(where[0]).defined and not method:
                    other = self.stubs.module(where[0]).defined[where[1]]
                    if isinstance(other[0], ast.ClassDef):
                        self.rows[qualified] = "*" + self.class_name(where)
                    elif other is not nodes:
                        self.add_value(where[0], qualified, other, False, bindings)
                return
            else:
                return
        if len(texts) == 1:
            text = texts.pop()
            # An attribute declared float may hold an int that its constructor was given.
            self.add(qualified, "=", "float|int" if method and text == "float" else text)

    def add_class(self, where):
        module, name = where
        nodes = [n for n in self.stubs.module(module).defined[name] if isinstance(n, ast.ClassDef)]
        qualified = self.names[where]
        node = nodes[0]
        variables = []
        for base in node.bases:
            for part in ast.walk(base):
                if isinstance(part, ast.Name) and part.id not in variables and self.typevar(module, part.id) is not None:
                    variables.append(part.id)
        for base in node.bases:
            if isinstance(base, ast.Subscript) and ast.unparse(base.value) in ("Generic", "Protocol"):
                parts = base.slice.elts if isinstance(base.slice, ast.Tuple) else [base.slice]
                variables = [p.id for p in parts if isinstance(p, ast.Name)]
        bindings = {v: f"T{i}" for i, v in enumerate(variables)}
        bases = []
        for base in node.bases:
            head = ast.unparse(base.value if isinstance(base, ast.Subscript) else base)
            if head in ("Generic", "Protocol", "object"):
                continue
            text = self.text(module, base, bindings)
            if text != UNKNOWN:
                bases.append(text)
        self.rows[qualified] = "*" + qualified + (":" + ";".join(bases) if bases else "")
        members = {}
        for one in nodes:
            self.collect_members(one.body, members)
        for member, definitions in sorted(members.items()):
            wanted = not member.startswith("_") or member in DUNDERS
            if wanted:
                self.add_value(module, f"{qualified}.{member}", definitions, True, bindings)

    def collect_members(self, body, members):
        for node in body:
            if isinstance(node, ast.If):
                self.collect_members(node.body, members)
                self.collect_members(node.orelse, members)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                members.setdefault(node.name, []).append(node)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                members.setdefault(node.target.id, []).append(node)
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                members.setdefault(node.targets[0].id, []).append(node)

    def run(self):
        self.collect()
        for module in MODULES:
            self.add_module(module)
        while self.pending:
            self.add_class(self.pending.pop())
        self.rows.update(RIGHT)


DUNDERS = {
    "__getitem__", "__iter__", "__next__", "__enter__", "__aenter__", "__aiter__", "__anext__", "__await__", "__add__",
    "__sub__", "__mul__", "__truediv__", "__floordiv__", "__mod__", "__or__", "__and__", "__neg__", "__pos__", "__abs__",
    "__call__", "__missing__", "__doc__", "__name__", "__divmod__",
}


def classify(annotation):
    parts = set(split_union(annotation.replace(" | ", "|")))
    parts.discard("None")
    base = {p.split("[")[-1].rstrip("]") if "[" in p else p for p in parts}
    if base == {"AnyStr"}:
        return "either"
    if base <= TEXT:
        return "text"
    if base <= BINARY:
        return "binary"
    return None


def split_union(text):
    parts, depth, start = [], 0, 0
    for i, c in enumerate(text):
        depth += (c == "[") - (c == "]")
        if c == "|" and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    return parts + [text[start:]]


CHUNK = 1 << 16  # what a compiler must take as one string literal


def pooled(name, words):
    """The words as C++ string literals of up to CHUNK bytes, and each word's place: chunk << 16 | offset."""
    chunks, places, used = [[]], {}, 0
    for word in words:
        if used + len(word) + 1 >= CHUNK:
            chunks.append([])
            used = 0
        places[word] = (len(chunks) - 1) << 16 | used
        chunks[-1].append(word)
        used += len(word) + 1
    out = []
    for number, chunk in enumerate(chunks):
        lines, line = [], ""
        for word in chunk:
            piece = word + "\\0"
            if len(line) + len(piece) > 100:
                lines.append(line)
                line = ""
            line += piece
        text = "\n".join(f'    "{one}"' for one in lines + [line])
        out.append(f"constexpr char {name}_{number}[] =\n{text};")
    listed = ", ".join(f"{name}_{number}" for number in range(len(chunks)))
    out.append(f"constexpr const char* {name}[] = {{{listed}}};")
    return out, places


def main():
    generator = Generator(Stubs(sys.argv[1]))
    generator.run()
    names = sorted(generator.rows, key=lambda n: n.encode())
    types = sorted(set(generator.rows.values()))
    type_lines, type_places = pooled("type_pool", types)
    name_lines, name_places = pooled("name_pool", names)
    out = [
        "// Generated by generate.py from typeshed's stubs (npm pyright " + VERSION + "): do not edit.",
        "// typeshed is licensed under the Apache License 2.0, parts under the MIT license: see LICENSE.typeshed.",
        *type_lines,
        *name_lines,
        f"constexpr LibraryRow rows[{len(names)}] = {{",
    ]
    line = "   "
    for name in names:
        piece = f" {{{name_places[name]}, {type_places[generator.rows[name]]}}},"
        if len(line) + len(piece) > 108:
            out.append(line)
            line = "   "
        line += piece
    out += [line, "};", ""]
    pathlib.Path(__file__).with_name("table.inc").write_text("\n".join(out))
    sizes = sum(len(n) + 1 for n in names), sum(len(t) + 1 for t in types), 8 * len(names)
    print(f"{len(names)} rows, {len(types)} types; bytes: names {sizes[0]}, types {sizes[1]}, rows {sizes[2]}")
    if "--dump" in sys.argv:
        for name in names:
            print(name, generator.rows[name])


if __name__ == "__main__":
    main()
