"""The GitHub Action and GitLab's job: their scripts run as the services' runners would, with the wheel of this tree."""
import json
import os
import re
import unittest

import yaml
from support import PACKAGES, ROOT, RULE, SAMPLE, TOOLS, VERSION, blocks, build_wheel, conforms, folder_of, run

ACTION = PACKAGES / "github-action/action.yml"
JOB = PACKAGES / "gitlab/perfhint.gitlab-ci.yml"


class Project(unittest.TestCase):
    """A folder with one slow and one quick file; pip finds the wheel of this tree."""

    @classmethod
    def setUpClass(cls):
        cls.wheels = folder_of(cls)
        build_wheel(cls.wheels)

    def setUp(self):
        self.project, self.temp = folder_of(self), folder_of(self)
        (self.project / "src").mkdir()
        (self.project / "src/slow.py").write_text(SAMPLE)
        (self.project / "src/quick.py").write_text("x = 1\n")
        self.environment = {"PIP_FIND_LINKS": str(self.wheels), "PATH": f"{TOOLS / 'venv/bin'}:{os.environ['PATH']}"}


class GitHub(Project):
    action = yaml.safe_load(ACTION.read_text())

    def act(self, **given):
        """Runs the steps as GitHub's runner does. Returns the exit code, what was printed, and the action's outputs."""
        inputs = {name: given.pop(name.replace("-", "_"), declared["default"])
                  for name, declared in self.action["inputs"].items()}
        self.assertEqual(given, {})
        output = self.temp / "output"
        printed = ""
        for step in self.action["runs"]["steps"]:
            self.assertEqual(step["shell"], "bash")
            variables = {name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: inputs[match[1]], value)
                         for name, value in step["env"].items()}
            script = self.temp / "step.sh"
            script.write_text(step["run"])
            done = run("bash", "--noprofile", "--norc", "-eo", "pipefail", script, cwd=self.project, env={
                **self.environment, **variables, "RUNNER_TEMP": str(self.temp), "GITHUB_OUTPUT": str(output)})
            printed += done.stdout + done.stderr
            if done.returncode != 0:
                break
        lines = output.read_text().splitlines() if output.exists() else []
        return done.returncode, printed, dict(line.split("=", 1) for line in lines)

    def test_it_is_an_action(self):
        conforms("github-actions", ACTION)
        self.assertEqual(self.action["inputs"]["version"]["default"], VERSION)

    def test_no_input_is_written_into_a_script(self):
        for step in self.action["runs"]["steps"]:
            self.assertNotIn("${{", step["run"])

    def test_the_outputs_are_those_of_the_steps(self):
        steps = {step["id"] for step in self.action["runs"]["steps"] if "id" in step}
        for name, output in self.action["outputs"].items():
            step, said = re.fullmatch(r"\$\{\{ steps\.(\w+)\.outputs\.(\w+) \}\}", output["value"]).groups()
            self.assertIn(step, steps)
            self.assertEqual(said, name)

    def test_the_readme_has_a_workflow_and_every_input(self):
        readme = (PACKAGES / "github-action/README.md").read_text()
        workflow = self.temp / "workflow.yml"
        workflow.write_text(blocks(readme, "yaml")[0])
        conforms("github-workflows", workflow)
        _, step = yaml.safe_load(workflow.read_text())["jobs"]["perfhint"]["steps"]
        self.assertTrue(step["uses"].endswith("@v" + VERSION))
        self.assertLessEqual(set(step["with"]), set(self.action["inputs"]))
        self.assertEqual(re.findall(r"(?m)^\| `([\w-]+)`", readme), list(self.action["inputs"]))

    def test_hints_are_annotations_and_fail(self):
        code, printed, outputs = self.act()
        self.assertEqual((code, outputs), (1, {"hints": "true"}), printed)
        self.assertRegex(printed, rf"(?m)^::notice title=perfhint \({RULE}\),file=src/slow\.py,line=2,")

    def test_hints_need_not_fail(self):
        code, printed, outputs = self.act(fail_on_hints="false")
        self.assertEqual((code, outputs), (0, {"hints": "true"}), printed)
        self.assertIn("::notice ", printed)

    def test_no_hints_pass(self):
        code, printed, outputs = self.act(paths="src/quick.py")
        self.assertEqual((code, outputs), (0, {"hints": "false"}), printed)

    def test_arguments_and_paths_are_words(self):
        code, printed, outputs = self.act(paths="src/quick.py src/slow.py", args=f"--ignore {RULE} --quiet")
        self.assertEqual((code, outputs), (0, {"hints": "false"}), printed)

    def test_a_second_use_replaces_the_first(self):
        (self.temp / "perfhint/bin").mkdir(parents=True)
        (self.temp / "perfhint/bin/perfhint").write_text("an older one")
        code, printed, outputs = self.act()
        self.assertEqual((code, outputs), (1, {"hints": "true"}), printed)

    def test_an_input_runs_nothing(self):
        for name in ("paths", "args", "version"):
            code, _, outputs = self.act(**{name: "$(touch stolen) `touch stolen`; touch stolen"})
            self.assertNotIn(code, (0, 1) if name != "version" else (0,))
            self.assertEqual(outputs, {})
        self.assertEqual(sorted(os.listdir(self.project)), ["src"])

    def test_a_version_that_is_not_there_fails(self):
        code, printed, outputs = self.act(version="0.0.1")
        self.assertNotEqual(code, 0)
        self.assertEqual(outputs, {})
        self.assertIn("0.0.1", printed)


class GitLab(Project):
    job = yaml.safe_load(JOB.read_text())["perfhint"]

    def test_it_is_a_job(self):
        conforms("gitlab-ci", JOB)
        self.assertEqual(self.job["variables"]["PERFHINT_VERSION"], VERSION)

    def test_the_readme_shows_this_job(self):
        shown, = (yaml.safe_load(block) for block in blocks((ROOT / "README.md").read_text(), "yaml"))
        command = self.job["script"][-1].replace("$PERFHINT_ARGS", self.job["variables"]["PERFHINT_ARGS"])
        self.assertEqual(shown["script"], [command])
        self.assertEqual(shown["artifacts"]["reports"], self.job["artifacts"]["reports"])

    def test_its_script_writes_the_report(self):
        environment = self.temp / "environment"
        run("python3", "-m", "venv", environment)
        done = run("bash", "-eo", "pipefail", "-c", "\n".join(self.job["script"]), cwd=self.project, env={
            **self.environment, **self.job["variables"], "PATH": f"{environment}/bin:{os.environ['PATH']}"})
        self.assertEqual(done.returncode, 0, done.stderr)
        report = json.loads((self.project / self.job["artifacts"]["reports"]["codequality"]).read_text())
        self.assertEqual([(hint["check_name"], hint["location"]["path"]) for hint in report], [(RULE, "src/slow.py")])
        # What GitLab asks of a Code Quality report (docs.gitlab.com/ci/testing/code_quality).
        for hint in report:
            self.assertLessEqual({"description", "check_name", "fingerprint", "location", "severity"}, set(hint))
            self.assertIn(hint["severity"], ("info", "minor", "major", "critical", "blocker"))


if __name__ == "__main__":
    unittest.main()
