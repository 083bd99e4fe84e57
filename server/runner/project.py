"""Whose code is it: what is told of a run is told of the project's own files."""
import ast
import os
import tokenize

OWN = os.path.dirname(os.path.abspath(__file__))
INNER = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")  # parts of the function that they stand in
known = {}  # whether a path is the project's


def is_library_path(path):
    """The same rule as in server/profiles/profile.cpp; and what is ours is not the project's."""
    if not path or path == "~" or path.startswith("<"):
        return True
    path = path.replace("\\", "/")
    if "/site-packages/" in path or "/dist-packages/" in path or path.startswith(OWN + "/"):
        return True
    at = path.find("/lib/python")
    return at >= 0 and path[at + len("/lib/python"):][:1] in ("2", "3")


def is_project(path):
    answer = known.get(path)
    if answer is None:
        # A text that is no file has no lines to show: frozen modules, code that was made from a string.
        answer = known[path] = not is_library_path(os.path.abspath(path) if path[:1] != "<" else path)
    return answer


def absolute(path):
    """As it stands in the file that is written: absolute, and UTF-8 whatever the file system has."""
    return os.fsencode(os.path.abspath(path)).decode("utf-8", "replace")


def text_of(path, started):
    """The source that ran; None if there is none, or if it was written since the run began."""
    try:
        if os.stat(path).st_mtime > started:
            return None
        with open(path, "rb") as file:
            encoding = tokenize.detect_encoding(file.readline)[0]
            file.seek(0)
            return file.read().decode(encoding)
    except (OSError, SyntaxError, UnicodeDecodeError, LookupError):
        return None


class Names:
    """Qualified names of functions. Code objects have them since 3.11; before, the source is asked."""

    def __init__(self):
        self.by_file = {}

    def of(self, code):
        if hasattr(code, "co_qualname"):
            return code.co_qualname
        path = code.co_filename
        if path not in self.by_file:
            self.by_file[path] = functions_of(text_of(path, float("inf")) or "")
        return self.by_file[path].get((code.co_firstlineno, code.co_name), code.co_name)


def functions_of(text):
    """{(first line, name): qualified name} of the functions and classes in a source."""
    names = {}
    try:
        waiting = [(ast.parse(text), "")]
    except (SyntaxError, ValueError, RecursionError):
        return names
    while waiting:
        node, prefix = waiting.pop()
        for child in ast.iter_child_nodes(node):
            inner = prefix
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                line = min([child.lineno] + [one.lineno for one in child.decorator_list])
                names[line, child.name] = prefix + child.name
                inner = prefix + child.name + ("." if isinstance(child, ast.ClassDef) else ".<locals>.")
            waiting.append((child, inner))
    return names
