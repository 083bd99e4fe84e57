"""python -m perfhint: finds the program that was installed with this package and becomes it."""
import os
import sys
import sysconfig


def _folders():
    """Where an installer may have put the program, the nearest first."""
    package = os.path.dirname(os.path.abspath(__file__))
    yield os.path.join(os.path.dirname(package), "bin")  # pip install --target
    yield sysconfig.get_path("scripts")
    yield sysconfig.get_path("scripts", scheme="posix_user")


def find_program():
    """The path of the program. Raises FileNotFoundError."""
    tried = [os.path.join(folder, "perfhint") for folder in _folders()]
    for path in tried:
        if os.access(path, os.X_OK):
            return path
    raise FileNotFoundError("perfhint's program is in none of " + ", ".join(tried))


if __name__ == "__main__":
    program = find_program()
    os.execv(program, [program] + sys.argv[1:])
