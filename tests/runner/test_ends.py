"""However a program ends, what was measured is written, and it ends as it would have by itself."""
import fcntl
import os
import pty
import signal
import subprocess
import termios
import time
import unittest

from measured import BINARY, PATIENCE, PYTHON, Measured, environment

WAITS = """\
    import signal, sys, time
    def work():
        return sum(range(200000))
    work()
    {more}
    print("ready", flush=True)
    time.sleep(600)
    """


class Ends(Measured):
    def check_written(self, measured, code):
        self.assertEqual(measured.code, code, measured.err)
        self.assertIn("Written to", measured.err)
        self.assertIn("work", measured.functions())

    def test_of_the_programs_own_choice(self):
        ends = {"import os; os._exit(5)": 5, "import sys; sys.exit(6)": 6, "1 / 0": 1, "": 0,
                "import os, signal; os.kill(os.getpid(), signal.SIGTERM)": 128 + signal.SIGTERM}
        for end, code in ends.items():
            self.write("app.py", "def work():\n    return sum(range(200000))\nwork()\n" + end + "\n")
            for python in self.each_python():
                self.check_written(self.profile(python), code)

    def test_in_all_modes(self):
        self.write("app.py", "import os\ndef work():\n    return sum(range(20000))\nwork()\nos._exit(5)\n")
        for mode in "--time", "--lines", "--memory":
            measured = self.profile(PYTHON, options=[mode])
            self.assertEqual((measured.code, "Written to" in measured.err), (5, True))

    def test_killed(self):
        self.write("app.py", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
        measured = self.profile(PYTHON)
        self.assertEqual((measured.code, measured.run), (128 + signal.SIGKILL, None))
        self.assertIn("nothing written; the program ended with exit code 137", measured.err)

    def test_a_forked_child_writes_nothing(self):
        self.write("app.py", """\
            import os, sys
            def work():
                return sum(range(200000))
            child = os.fork()
            if child == 0:
                sys.exit(9)
            code = os.waitpid(child, 0)[1] >> 8
            work()
            sys.exit(code)
            """)
        for python in self.each_python():
            measured = self.profile(python)
            self.check_written(measured, 9)
            self.assertEqual(measured.err.count("perfhint: the run took"), 1)

    def test_threads_are_waited_for(self):
        self.write("app.py", """\
            import threading, time
            def work():
                time.sleep(0.2)
                return sum(range(200000))
            threading.Thread(target=work).start()
            """)
        for python in self.each_python():
            self.check_written(self.profile(python), 0)

    def interrupted(self, python, send, more="", options=(), **how):
        self.write("app.py", WAITS.replace("{more}", more))
        (self.folder / "run.json").unlink(missing_ok=True)
        process = self.start(python, options=options, start_new_session=True, **how)
        self.assertEqual(process.stdout.readline(), "ready\n")
        send(process)
        _, err = process.communicate(timeout=PATIENCE)
        return process.returncode, err

    def test_ctrl_c(self):
        """By a terminal, which sends it to perfhint and to the program."""
        keyboard, terminal = pty.openpty()
        self.addCleanup(os.close, keyboard)
        self.addCleanup(os.close, terminal)
        how = {"stdin": terminal, "preexec_fn": lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)}
        for mode in "--time", "--lines", "--memory":
            for python in self.each_python():
                code, err = self.interrupted(python, lambda process: os.write(keyboard, b"\x03"), options=[mode], **how)
                self.assertEqual(code, 128 + signal.SIGINT, err)
                self.assertIn("KeyboardInterrupt\n", err)
                self.assertNotIn("perfhint_runner", err)
                self.assertIn("Written to", err)

    def test_a_group_that_is_ended(self):
        """As timeout(1) ends it: the program gets the signal from there, and from perfhint, too."""
        for python in self.each_python():
            code, err = self.interrupted(python, lambda process: os.killpg(process.pid, signal.SIGTERM))
            self.assertEqual(code, 128 + signal.SIGTERM, err)
            self.assertTrue((self.folder / "run.json").exists())

    def test_signals_to_perfhint_are_passed_on(self):
        for number in signal.SIGINT, signal.SIGTERM, signal.SIGHUP:
            code, err = self.interrupted(PYTHON, lambda process: process.send_signal(number))
            self.assertEqual(code, 128 + number, err)
            self.assertIn("Written to", err)

    def test_a_program_that_handles_signals_itself(self):
        more = "signal.signal(signal.SIGTERM, lambda *words: sys.exit(7))"
        code, err = self.interrupted(PYTHON, lambda process: process.send_signal(signal.SIGTERM), more)
        self.assertEqual(code, 7, err)
        self.assertIn("Written to", err)

    def test_timeout(self):
        self.write("app.py", "def work():\n    while True:\n        pass\nwork()\n")
        for python in self.each_python():
            measured = self.profile(python, options=["--timeout", "1"])
            self.check_written(measured, 128 + signal.SIGTERM)
            self.assertIn("perfhint profile: ended after 1 s (--timeout)", measured.err)
            self.assertGreater(measured.functions()["work"]["self"], 0.5)

    def test_memory_limit(self):
        self.write("app.py", """\
            def work():
                kept = []
                while True:
                    kept.append(bytes(1000000))
            work()
            """)
        for python in self.each_python():
            measured = self.profile(python, options=["--memory-limit", "400MB"])
            self.check_written(measured, 1)
            self.assertIn("MemoryError\n", measured.err)


class Command(Measured):
    def run_words(self, *words):
        return subprocess.run([BINARY, "profile", *words], cwd=self.folder, env=environment(), capture_output=True, text=True,
                              timeout=PATIENCE)

    def test_what_is_wrong_is_said(self):
        self.write("app.py", "print(1)\n")
        for words, told in [([], "what is to be run?"), (["-m"], "what is to be run?"), (["--"], "what is to be run?"),
                            (["--nonsense", "app.py"], 'no option "--nonsense"'),
                            (["--lines", "--memory", "app.py"], "are each a run of its own"),
                            (["--with", "gprof", "app.py"], "gprof not in"), (["--timeout", "-1", "app.py"], "--timeout"),
                            (["--python", "/none/python", "app.py"], "there is no program /none/python"),
                            (["--python", PYTHON, "--output", "none/run.json", "app.py"], "none/run.json: ")]:
            done = self.run_words(*words)
            self.assertIn(told, done.stderr)
            self.assertEqual(done.returncode, 0 if "none/run.json" in words else 2, words)

    def test_the_file_and_what_comes_next(self):
        self.write("app.py", "import sys\nprint(sys.argv[1:], sys.stdin.read())\n")
        done = subprocess.run([BINARY, "profile", "--python", PYTHON, "app.py", "--lines", "x y"], cwd=self.folder, input="typed",
                              capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(done.stdout, "['--lines', 'x y'] typed\n")
        self.assertTrue(done.stderr.endswith(
            "Written to perfhint-profile.json. Next: perfhint check --profile perfhint-profile.json\n"), done.stderr)
        self.assertEqual(sorted(os.listdir(self.folder)), ["app.py", "perfhint-profile.json"])

    def test_a_run_of_nothing_leaves_the_last_file_alone(self):
        self.write("perfhint-profile.json", "before")
        for words in ["none.py"], ["-m", "none"]:
            self.run_words("--python", PYTHON, *words)
            self.assertEqual((self.folder / "perfhint-profile.json").read_text(), "before")

    def test_the_python_of_the_virtual_environment(self):
        self.write("sub/app.py", "print('measured')\n")
        python = self.write(".venv/bin/python", "#!/bin/sh\necho \"$VENV\" here\nexec %s \"$@\"\n" % PYTHON)
        python.chmod(0o755)
        done = subprocess.run([BINARY, "profile", "app.py"], cwd=self.folder / "sub", env=environment(), capture_output=True, text=True)
        self.assertEqual(done.stdout, " here\nmeasured\n", done.stderr)

    def test_a_tool_that_is_missing(self):
        self.write("app.py", "print(1)\n")
        for tool in "line_profiler", "memory_profiler", "memray", "scalene", "objgraph":
            done = self.run_words("--python", PYTHON, "--with", tool, "app.py")
            self.assertEqual(done.returncode, 2)
            self.assertRegex(done.stderr, tool + r" is not installed for .*; this does it:\n  \S+ -m pip install " + tool)


if __name__ == "__main__":
    unittest.main()
