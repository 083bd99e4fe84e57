"""The hooks, run by the real pre-commit in a repository of their own, with the wheel of this tree."""
import pathlib
import shutil
import tomllib
import unittest

import yaml
from support import PACKAGES, RULE, SAMPLE, TOOLS, VERSION, blocks, build_wheel, folder_of, run, succeed

GIT = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b",
       "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
README = (PACKAGES / "pre-commit/README.md").read_text()


def commit(folder, tag=None):
    """Makes the folder a repository with all that is in it."""
    for arguments in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "x"), *([("tag", tag)] if tag else [])):
        succeed("git", *arguments, cwd=folder, env=GIT)


class Declared(unittest.TestCase):
    def test_what_is_installed_is_this_version(self):
        project = tomllib.loads((PACKAGES / "pre-commit/pyproject.toml").read_text())["project"]
        self.assertEqual((project["version"], project["dependencies"]), (VERSION, [f"perfhint=={VERSION}"]))

    def test_the_readme_names_a_hook_and_this_version(self):
        repository, = yaml.safe_load(blocks(README, "yaml")[0])["repos"]
        hooks = {hook["id"] for hook in yaml.safe_load((PACKAGES / "pre-commit/.pre-commit-hooks.yaml").read_text())}
        self.assertEqual(repository["rev"], "v" + VERSION)
        self.assertLessEqual({hook["id"] for hook in repository["hooks"]}, hooks)


class Hooks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = folder_of(cls)
        build_wheel(folder / "dist")
        shutil.copytree(PACKAGES / "pre-commit", folder / "hooks")
        commit(folder / "hooks", tag="v" + VERSION)
        cls.hooks = folder / "hooks"
        cls.environment = {**GIT, "PRE_COMMIT_HOME": str(folder / "home"), "HOME": str(folder),
                           "PIP_FIND_LINKS": f"{folder / 'dist'} {TOOLS / 'wheels'}"}

    def project(self, **hook):
        """A repository with the README's configuration, of which the hook is replaced, and two Python files."""
        configuration = yaml.safe_load(blocks(README, "yaml")[0])
        configuration["repos"][0]["repo"] = str(self.hooks)
        configuration["repos"][0]["hooks"] = [hook]
        self.folder = folder_of(self)
        for name, text in ((".pre-commit-config.yaml", yaml.safe_dump(configuration)), ("slow.py", SAMPLE),
                           ("quick.py", "x = 1\n"), ("slow.txt", SAMPLE)):
            (self.folder / name).write_text(text)
        commit(self.folder)

    def hook(self, *arguments):
        return run(TOOLS / "venv/bin/pre-commit", *(arguments or ("run", "--all-files")), cwd=self.folder, env=self.environment)

    def test_a_hint_fails(self):
        self.project(id="perfhint")
        said = self.hook()
        self.assertEqual(said.returncode, 1, said.stdout + said.stderr)
        self.assertIn("slow.py:2:", said.stdout)
        self.assertIn(RULE, said.stdout)
        self.assertNotIn("quick.py", said.stdout)
        self.assertNotIn("slow.txt", said.stdout)

    def test_no_hint_passes(self):
        self.project(id="perfhint", exclude="^slow")
        self.assertEqual(self.hook().returncode, 0)

    def test_old_hints_pass_by_a_baseline(self):
        self.project(id="perfhint", args=yaml.safe_load(blocks(README, "yaml")[1])[0]["args"])
        self.assertEqual(self.hook().returncode, 1)  # no baseline yet
        command, = blocks(README, "sh")
        program, = pathlib.Path(self.environment["PRE_COMMIT_HOME"]).glob("*/py_env-*/bin/perfhint")
        run(program, *command.split()[1:], cwd=self.folder)
        self.assertEqual(self.hook().returncode, 0)

    def test_a_commit_is_stopped_until_what_was_fixed_is_staged(self):
        self.project(id="perfhint-fix")
        self.assertEqual(self.hook("install").returncode, 0)
        (self.folder / "new.py").write_text(SAMPLE)
        succeed("git", "add", "new.py", cwd=self.folder, env=GIT)
        commit_it = ("git", "commit", "--message", "x")
        stopped = run(*commit_it, cwd=self.folder, env=self.environment)
        self.assertNotEqual(stopped.returncode, 0)
        self.assertIn("files were modified by this hook", stopped.stderr)
        self.assertIn("set(b)", (self.folder / "new.py").read_text())
        succeed("git", "add", "new.py", cwd=self.folder, env=GIT)
        succeed(*commit_it, cwd=self.folder, env=self.environment)
        self.assertEqual((self.folder / "slow.py").read_text(), SAMPLE)


if __name__ == "__main__":
    unittest.main()
