"""What `perfhint check` prints for programs is what their schemas ask for, and means what it says."""
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest
import urllib.parse
import xml.etree.ElementTree as ElementTree

try:
    from jsonschema import Draft4Validator
except ImportError as missing:
    raise SystemExit(f"{missing}: install python3-jsonschema (./dev test does)")

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BINARY = os.environ.get("PERFHINT_BINARY") or str(ROOT / "build/release/perfhint")
SLOW = "def drain(n: int):\n    queue = [n]\n    while queue:\n        print('é€𝄞', queue.pop(0))\n"
BOM = "\ufeffdef f(): return 'é', sum(list(range(9)))\n"
ODD_NAMES = ["a b.py", "é#1.py", "100%.py", "q?x=1&y.py", "<&>\"'.py", "a:b.py"]


def validator(name):
    schema = json.loads((HERE / "schemas" / name).read_text(encoding="utf-8"))
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema)


class Formats(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        made = tempfile.TemporaryDirectory(prefix="perfhint-formats-")
        cls.addClassCleanup(made.cleanup)
        cls.top = pathlib.Path(made.name).resolve()
        for source in [*(ROOT / "examples").glob("*.py"), *(ROOT / "tests/rules/bad").glob("*.py")]:
            (cls.top / source.name).write_bytes(source.read_bytes())
        for name in ODD_NAMES:
            (cls.top / name).write_text(SLOW, encoding="utf-8")
        (cls.top / "bom.py").write_text(BOM, encoding="utf-8")
        cells = {"nbformat": 4, "cells": [{"cell_type": "code", "source": SLOW}]}
        (cls.top / "nb.ipynb").write_text(json.dumps(cells))
        (cls.top / "empty").mkdir()
        (cls.top / "empty/x.py").write_text("x = 1\n")

    def printed(self, format, *words):
        words = [BINARY, "check", "--all", "--output-format", format, *(words or ["."])]
        return subprocess.run(words, cwd=self.top, capture_output=True, check=False).stdout.decode()

    def each(self, format):
        """What is printed with many hints, with absolute paths, and with none."""
        for words in [], [str(self.top)], ["empty"]:
            with self.subTest(words=words):
                yield self.printed(format, *words), words != ["empty"]

    def assertValid(self, against, document):
        errors = [f"{list(error.absolute_path)}: {error.message[:300]}" for error in against.iter_errors(document)]
        self.assertEqual(errors[:5], [])

    def assertIsFile(self, path):
        self.assertTrue((self.top / path).is_file(), path)

    def hints(self):
        return len(json.loads(self.printed("json")))

    def test_sarif(self):
        schema = validator("sarif-2.1.0.json")
        for text, some in self.each("sarif"):
            document = json.loads(text)
            self.assertValid(schema, document)
            (run,) = document["runs"]
            self.assertEqual(len(run["results"]), self.hints() if some else 0)
            rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
            for result in run["results"]:
                self.assertIn(result["ruleId"], rules)
                for location in result["locations"] + result.get("relatedLocations", []):
                    uri = location["physicalLocation"]["artifactLocation"]["uri"]
                    self.assertRegex(uri, r"^(file://)?[A-Za-z0-9/._~%-]+$")
                    self.assertIsFile(urllib.parse.unquote(uri.removeprefix("file://")))

    def test_the_schema_would_tell(self):
        """Each of these would be seen."""
        schema = validator("sarif-2.1.0.json")
        document = json.loads(self.printed("sarif"))
        result = document["runs"][0]["results"][0]
        for key, wrong in [("level", "hint"), ("message", "text"), ("locations", {}), ("kind", 1), ("none", 1)]:
            before = result.pop(key, None)
            result[key] = wrong
            self.assertFalse(schema.is_valid(document), key)
            result.pop(key)
            if before is not None:
                result[key] = before
        self.assertTrue(schema.is_valid(document))

    def test_rdjson(self):
        schema = validator("rdjson.json")
        fixed = 0
        for text, some in self.each("rdjson"):
            document = json.loads(text)
            self.assertValid(schema, document)
            self.assertEqual(len(document["diagnostics"]), self.hints() if some else 0)
            for diagnostic in document["diagnostics"]:
                self.assertIsFile(diagnostic["location"]["path"])
                fixed += len(diagnostic.get("suggestions", []))
        self.assertGreater(fixed, 0)

    def test_rdjson_columns_are_bytes(self):
        for path, text, marked in [(ODD_NAMES[0], SLOW, "queue.pop(0)"), ("bom.py", BOM[1:], "list(range(9))")]:
            (diagnostic,) = json.loads(self.printed("rdjson", path))["diagnostics"]
            begin, end = (diagnostic["location"]["range"][which] for which in ("start", "end"))
            line = text.splitlines()[begin["line"] - 1].encode()
            self.assertEqual(line[begin["column"] - 1:end["column"] - 1].decode(), marked)

    def test_gitlab(self):
        """docs.gitlab.com/ci/testing/code_quality: what a report must have."""
        for text, some in self.each("gitlab"):
            report = json.loads(text)
            self.assertEqual(len(report), self.hints() if some else 0)
            self.assertEqual(len({hint["fingerprint"] for hint in report}), len(report))
            for hint in report:
                self.assertTrue(hint["description"] and hint["check_name"])
                self.assertIn(hint["severity"], ["info", "minor", "major", "critical", "blocker"])
                self.assertIsFile(hint["location"]["path"])
                self.assertGreater(hint["location"]["positions"]["begin"]["line"], 0)

    def test_junit(self):
        """The elements, their attributes and counts, as Jenkins' junit-10.xsd has them."""
        for text, some in self.each("junit"):
            suites = ElementTree.fromstring(text)
            self.assertEqual(suites.tag, "testsuites")
            cases = 0
            for suite in suites:
                self.assertEqual(suite.tag, "testsuite")
                self.assertTrue(suite.get("name"))
                for case in suite:
                    self.assertEqual(case.tag, "testcase")
                    self.assertTrue(case.get("name") and case.get("classname"))
                    self.assertEqual([child.tag for child in case], ["failure"])
                    self.assertTrue(case[0].get("type") and case[0].get("message"))
                self.assertEqual(suite.get("tests"), str(len(suite)))
                self.assertEqual(suite.get("failures"), str(len(suite)))
                cases += len(suite)
                if len(suite) > 0:
                    self.assertIsFile(suite.get("name"))
            self.assertEqual(cases, self.hints() if some else 0)

    def test_github(self):
        """docs.github.com/actions: workflow commands; `:`, `,` and `%` of a property are escaped."""
        paths = set()
        for line in self.printed("github").splitlines():
            found = re.fullmatch(r"::(?:warning|notice) title=perfhint \([a-z0-9-]+\),file=([^,:]+)(?:,\w+=\d+)*::.+", line)
            self.assertTrue(found, line)
            paths.add(urllib.parse.unquote(found[1]))
        self.assertLessEqual(set(ODD_NAMES), paths)

    def test_jsonl(self):
        lines = self.printed("jsonl").splitlines()
        self.assertEqual([json.loads(line) for line in lines], json.loads(self.printed("json")))


if __name__ == "__main__":
    unittest.main()
