"""Which of CPython's test files speak for a module of its library: those named after it, and those that import it."""
import os
import re

MOST_IMPORTERS = 12  # of a module; `os` is imported by nearly all


def module_of(path):
    """The dotted name of a file of the library: json/decoder.py is json.decoder, json/__init__.py is json."""
    parts = path[:-len(".py")].split("/")
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def names_of(module):
    """Names of test files that are about a module, should they exist."""
    parts = module.split(".")
    words = [parts[0], parts[-1], "_".join(parts), "_".join(parts[:2])]
    for part in (parts[0], parts[-1]):
        words += [part.lstrip("_"), re.sub(r"^_py(?=\w)", "", part)]
    return list(dict.fromkeys("test_" + word for word in words if word))


def test_files(folder):
    """{name: [its files]} of every test of the `test` package: test_X.py or test_X/."""
    found = {}
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if re.match(r"test_\w+\.py$", name):
            found[name[:-3]] = [path]
        elif name.startswith("test_") and os.path.exists(os.path.join(path, "__init__.py")):
            found[name] = [os.path.join(path, file) for file in sorted(os.listdir(path)) if file.endswith(".py")]
    return found


def imports_of(text):
    """The modules that a text imports, roughly: by `import`, `from`, and the helpers of test.support."""
    found = set()
    for names in re.findall(r"^[ \t]*import[ \t]+([\w., \t]+)", text, re.M):
        found.update(name.split(" as ")[0].strip() for name in names.split(","))
    for module, names in re.findall(r"^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+\(?([\w, \t]*)", text, re.M):
        found.add(module)
        found.update("%s.%s" % (module, name.strip()) for name in names.split(",") if name.strip())
    found.update(re.findall(r"import_(?:fresh_)?module\(\s*['\"]([\w.]+)", text))
    return found


def tests_by_module(modules, folder):
    """{module: [test names]}: first those named after it, then a few that import it, the shortest first."""
    files = test_files(folder)
    imports, sizes = {}, {}
    for name, paths in files.items():
        text = ""
        for path in paths:
            with open(path, encoding="utf-8", errors="replace") as file:
                text += file.read() + "\n"
        imports[name], sizes[name] = imports_of(text), len(text)
    chosen = {}
    for module in modules:
        own = [name for name in names_of(module) if name in files]
        importers = sorted((name for name in files if module in imports[name] and name not in own), key=sizes.get)
        chosen[module] = own + importers[:MOST_IMPORTERS]
    return chosen
