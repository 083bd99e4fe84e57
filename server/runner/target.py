"""Runs a program as `python` would: its arguments, its path, its `__main__`, and what is printed when it fails."""
import io
import os
import runpy
import signal
import sys
import types

from . import project


def fresh_main():
    """A `__main__` that knows nothing of us. The one that started us must live on: its functions are running."""
    main = types.ModuleType("__main__")
    main.__dict__.update(__builtins__=sys.modules["builtins"], __annotations__={})
    if sys.version_info >= (3, 14):
        del main.__dict__["__annotations__"]
    sys.modules["perfhint_runner.started"] = sys.modules["__main__"]
    sys.modules["__main__"] = main
    return main


def set_first_path(folder):
    """What `python` puts first: the script's folder, for -m the current one; nothing with -P."""
    if sys.path and sys.path[0] == "":
        del sys.path[0]
    if not getattr(sys.flags, "safe_path", False):
        sys.path.insert(0, folder)


def is_runnable_folder(path):
    return os.path.isdir(path) or path.endswith((".zip", ".pyz"))


def check(words):
    """Ends the process as python does where there is no such script."""
    path = words[0]
    if path == "-m" or is_runnable_folder(path):
        return
    try:
        io.open_code(path).close()
    except OSError as error:
        sys.stderr.write("%s: can't open file '%s': [Errno %d] %s\n" % (
            sys.executable, as_python_tells(path), error.errno, error.strerror))
        sys.exit(2)


def as_python_tells(path):
    return os.path.join(os.getcwd(), path) if sys.version_info >= (3, 9) else path


def run_script(path):
    path = as_python_tells(path)
    with io.open_code(path) as file:
        source = file.read()
    main = fresh_main()
    import importlib.machinery
    main.__file__ = path
    main.__loader__ = importlib.machinery.SourceFileLoader("__main__", path)
    main.__cached__ = None
    if sys.version_info >= (3, 15):
        del main.__dict__["__cached__"]
    set_first_path(os.path.dirname(os.path.realpath(path)))
    exec(compile(source, path, "exec", dont_inherit=True), main.__dict__)


def run(words):
    """Runs SCRIPT ARGS or -m MODULE ARGS to its end; raises what it raises."""
    if words[0] == "-m":
        sys.argv = ["-m"] + words[2:]
        set_first_path(os.getcwd())
        fresh_main()
        runpy._run_module_as_main(words[1])  # what `python -m` itself calls, in each version
        return
    sys.argv = list(words)
    if is_runnable_folder(words[0]):
        set_first_path(os.path.abspath(words[0]))
        fresh_main()
        runpy._run_module_as_main("__main__", alter_argv=False)
        return
    run_script(words[0])


def without_our_frames(trace):
    """Those that have started the program; and, after an interrupt, those that were measuring it."""
    kept = []
    while trace is not None:
        if os.path.dirname(trace.tb_frame.f_code.co_filename) != project.OWN:
            kept.append(trace)
        trace = trace.tb_next
    for one, following in zip(kept, kept[1:] + [None]):
        one.tb_next = following
    return kept[0] if kept else None


def show(error):
    """An exception that ended the program, printed by sys.excepthook as the interpreter does it."""
    trace = without_our_frames(error.__traceback__)
    error.__traceback__ = trace
    sys.last_type, sys.last_value, sys.last_traceback = type(error), error, trace
    if sys.version_info >= (3, 12):
        sys.last_exc = error
    flush(sys.stdout)
    try:
        sys.excepthook(type(error), error, trace)
    except SystemExit:
        raise
    except BaseException as second:
        sys.stderr.write("Error in sys.excepthook:\n")
        second.__traceback__ = without_our_frames(second.__traceback__)
        sys.__excepthook__(type(second), second, second.__traceback__)
        sys.stderr.write("\nOriginal exception was:\n")
        sys.__excepthook__(type(error), error, trace)


def flush(stream):
    try:
        stream.flush()
    except Exception:  # closed, or no file at all: the program's affair
        pass


def run_to_exit_code(words):
    """What sys.exit takes; -SIGINT after an interrupt that nobody caught."""
    try:
        run(words)
        return None
    except SystemExit as ended:
        return ended.code
    except BaseException as error:
        raised = error
    show(raised)  # out here it is not being handled any more: what fails while it is shown has no context
    return -signal.SIGINT if isinstance(raised, KeyboardInterrupt) else 1
