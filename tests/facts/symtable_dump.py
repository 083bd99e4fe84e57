"""What CPython's own symtable says of names: one line a scope, for every file of the folders given.

    symtable_dump.py STEP FOLDER...

takes each STEP-th file, in sorted order. "= path" precedes a file's scopes; a scope is
"type, name, line, symbols", parted by tabs; a symbol is "name:" and a letter for where it lives (L local, C cell,
F free, g global, G declared global), then b if the scope binds it and r if it reads it.
"""
import os
import sys
import symtable

LETTERS = {1: "L", 2: "G", 3: "g", 4: "F", 5: "C"}
KINDS = {"type parameter": "type parameters", "TypeVar bound": "type variable"}  # as 3.12 has them
INTERNAL = {"__classdict__", "__type_params__", "__conditional_annotations__", "__static_attributes__"}


def scope_of(symbol):
    try:
        return LETTERS[symbol._Symbol__scope]
    except (AttributeError, KeyError):
        return "?"


def describe(symbol):
    binds = symbol.is_assigned() or symbol.is_parameter() or symbol.is_imported()
    return symbol.get_name() + ":" + scope_of(symbol) + "b" * binds + "r" * symbol.is_referenced()


def dump(table, out):
    stack = [table]
    while stack:
        table = stack.pop()
        symbols = sorted(
            describe(symbol)
            for symbol in table.get_symbols()
            if not symbol.get_name().startswith(".") and symbol.get_name() not in INTERNAL
        )
        kind = getattr(table.get_type(), "value", table.get_type())
        out.append("\t".join((KINDS.get(kind, kind), table.get_name(), str(table.get_lineno()), " ".join(symbols))))
        stack.extend(table.get_children())


def files(folders):
    for folder in folders:
        for root, _, names in os.walk(folder):
            for name in names:
                if name.endswith(".py"):
                    yield os.path.join(root, name)


def main():
    step = int(sys.argv[1])
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    for path in sorted(files(sys.argv[2:]))[::step]:
        with open(path, "rb") as file:
            data = file.read()
        try:
            source = data.decode("utf-8")
            out = ["= " + path]
            dump(symtable.symtable(source, path, "exec"), out)
        except (SyntaxError, ValueError, RecursionError):
            continue  # not this Python's, or not in UTF-8
        print("\n".join(out))


if __name__ == "__main__":
    main()
