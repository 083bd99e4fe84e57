"""Where CPython's compiler could not prove that a local is bound: its LOAD_FAST_CHECK instructions (3.12 and later).

    unbound_dump.py STEP FOLDER...

takes each STEP-th file, in sorted order. "= path" precedes a file's places: "line column name", columns in bytes.
Functions of more than 64 locals are left out: the compiler does not follow their jumps.
"""
import dis
import os
import sys


CHECK = dis.opmap["LOAD_FAST_CHECK"]


def files(folders):
    for folder in folders:
        for root, _, names in os.walk(folder):
            for name in names:
                if name.endswith(".py"):
                    yield os.path.join(root, name)


def dump(code, out):
    stack = [code]
    while stack:
        code = stack.pop()
        stack.extend(const for const in code.co_consts if hasattr(const, "co_code"))
        if len(code.co_varnames) > 64 or CHECK not in code.co_code[::2]:
            continue
        for instruction in dis.get_instructions(code):
            if instruction.opname == "LOAD_FAST_CHECK" and instruction.positions.lineno:
                place = instruction.positions
                out.append(f"{place.lineno} {place.col_offset} {instruction.argval}")


def main():
    for path in sorted(files(sys.argv[2:]))[:: int(sys.argv[1])]:
        with open(path, "rb") as file:
            data = file.read()
        out = ["= " + path]
        try:
            dump(compile(data.decode("utf-8"), path, "exec", dont_inherit=True, optimize=1), out)
        except (SyntaxError, ValueError, RecursionError):
            continue
        print("\n".join(out))


if __name__ == "__main__":
    main()
