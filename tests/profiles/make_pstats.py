"""Writes files/made-*.pstats: profiles whose costs are known, for files/made-*.pstats.expected."""
import marshal
import pathlib

MAIN, LOAD, HOOK = ("/src/app.py", 30, "main"), ("/src/app.py", 10, "load"), ("/src/app.py", 20, "hook")
LOADS, DECODE = ("/usr/lib/python3.11/json/__init__.py", 299, "loads"), ("/usr/lib/python3.11/json/decoder.py", 332, "decode")
SCAN, EXEC = ("~", 0, "<method 'scan'>"), ("~", 0, "<built-in method builtins.exec>")

PROFILES = {
    # main -> load -> loads -> decode -> scan, main -> loads: three quarters of it are load's. decode and loads
    # call each other; decode calls the project's hook, whose time is its own.
    "chain": {
        EXEC: (1, 1, 0.5, 20.5, {}),
        MAIN: (1, 1, 1.0, 20.0, {EXEC: (1, 1, 1.0, 20.0)}),
        LOAD: (3, 3, 2.0, 14.0, {MAIN: (3, 3, 2.0, 14.0)}),
        LOADS: (4, 8, 4.0, 16.0, {LOAD: (3, 3, 3.0, 12.0), MAIN: (1, 1, 1.0, 4.0), DECODE: (4, 4, 0.0, 0.0)}),
        DECODE: (4, 4, 8.0, 13.0, {LOADS: (4, 4, 8.0, 13.0)}),
        SCAN: (9, 9, 4.0, 4.0, {DECODE: (9, 9, 4.0, 4.0)}),
        HOOK: (1, 1, 1.0, 1.0, {DECODE: (1, 1, 1.0, 1.0)}),
    },
    # As the module profile writes it: callers are known by how often they called alone.
    "counts": {
        MAIN: (1, 1, 1.0, 6.0, {}),
        LOAD: (1, 1, 1.0, 2.0, {MAIN: 1}),
        SCAN: (4, 4, 4.0, 4.0, {MAIN: 3, LOAD: 1}),
    },
    # A clock that went back, and no line.
    "odd": {("/src/odd.py", -1, "f"): (1, 2**40, -1e-6, 0.5, {}), ("/src/odd.py", 3, "g"): (1, 1, 0.5, 0.5, {})},
    "empty": {},
}

folder = pathlib.Path(__file__).parent / "files"
for name, stats in PROFILES.items():
    (folder / f"made-{name}.pstats").write_bytes(marshal.dumps(stats, 4))
