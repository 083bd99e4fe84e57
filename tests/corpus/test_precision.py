"""python3 tests/corpus/test_precision.py: findings are named, sampled and scored as meant."""
import contextlib
import io
import json
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import findings  # noqa: E402
import packages  # noqa: E402
import precision  # noqa: E402
import verdicts as judged  # noqa: E402

ROOT = findings.Root("some", "1.0", "/nowhere")
TEXT = "import os\nfor x in xs:\n    q.pop(0)\n\n\nfor y in ys:\n  q.pop(0)\n    s += y\n"


def finding(line, rule="list-pop0", path="./a.py", column=1, fixes=()):
    return {"path": path, "line": line, "column": column, "rule": rule, "message": "slow", "impact": "growth",
            "fixes": list(fixes)}


def entry(rule, package, number):
    made = {"package": package, "version": "1", "path": "a.py", "rule": rule, "line_hash": "%04d" % number, "nth": 0,
            "line": number, "message": "slow", "impact": "growth", "fixes": []}
    made["id"] = findings.id_of(made)
    return made


def verdict(of, kind, reason="because"):
    return dict(of, verdict=kind, reason=reason)


class Names(unittest.TestCase):
    def named(self, reported, text):
        return findings.named(ROOT, reported, lambda path: text)

    def test_a_name_survives_shifts_and_other_indents(self):
        before = self.named([finding(3)], TEXT)
        after = self.named([finding(5)], "# new\n# lines\n" + TEXT.replace("    q.pop", "\tq.pop", 1))
        self.assertEqual([before[0]["id"], "a.py", 3], [after[0]["id"], after[0]["path"], before[0]["line"]])

    def test_a_name_is_of_one_finding(self):
        entries = self.named([finding(7), finding(3), finding(3, "str-concat"), finding(8)], TEXT)
        self.assertEqual(4, len({made["id"] for made in entries}))
        self.assertEqual([(3, 0), (7, 1)], [(made["line"], made["nth"]) for made in entries
                                            if made["rule"] == "list-pop0" and made["line"] != 8])

    def test_another_line_is_another_finding(self):
        one, = self.named([finding(3)], TEXT)
        other, = self.named([finding(3)], TEXT.replace("q.pop(0)", "r.pop(0)"))
        self.assertNotEqual(one["id"], other["id"])

    def test_lines_are_those_of_an_editor(self):
        made, = self.named([finding(3)], "x\r\n\f\ry\r\n")
        self.assertEqual("y", findings.lines_of("x\r\n\f\ry\r\n")[made["line"] - 1])


class Samples(unittest.TestCase):
    def test_balanced_over_packages_and_steady(self):
        entries = [entry("r", "big", number) for number in range(50)]
        entries += [entry("r", "small", number) for number in range(2)]
        chosen = findings.sample(entries + [entry("s", "big", 1)], 6)
        counts = [(made["rule"], made["package"]) for made in chosen]
        self.assertEqual([4, 2, 1], [counts.count(pair) for pair in (("r", "big"), ("r", "small"), ("s", "big"))])
        self.assertEqual(chosen, findings.sample(list(reversed(entries)) + [entry("s", "big", 1)], 6))
        without = [made for made in entries if made is not chosen[0]]
        left = [made["id"] for made in findings.sample(without, 6)]
        self.assertLessEqual({made["id"] for made in chosen[1:6]}, set(left))

    def test_context_marks_the_line(self):
        shown = findings.context_of(findings.named(ROOT, [finding(3)], lambda path: TEXT)[0], TEXT)
        self.assertEqual([">    3      q.pop(0)"], [line for line in shown.splitlines() if line[0] == ">"])

    def test_edits_count_lines_and_code_points(self):
        for text, edits, after in (
                ("a\u00e9b\nc", [(1, 3, 1, 4, "X")], "a\u00e9X\nc"),
                ("a\r\nb\rc\nd", [(4, 1, 4, 2, "D"), (2, 1, 2, 2, "B")], "a\r\nB\rc\nD"),
                ("a\nb\n", [(3, 1, 3, 1, "c\n")], "a\nb\nc\n"), ("ab\ncd", [(1, 2, 2, 2, "")], "ad")):
            made = [dict(zip(("line", "column", "endLine", "endColumn", "text"), edit)) for edit in edits]
            self.assertEqual(after, findings.fixed(text, made))


class Scores(unittest.TestCase):
    def setUp(self):
        self.entries = [entry("r", "p", number) for number in range(10)] + [entry("s", "p", 1)]
        kinds = ["true"] * 6 + ["false"] * 2 + ["unsure"]
        self.verdicts = [verdict(*pair) for pair in zip(self.entries, kinds)]
        self.verdicts += [verdict(entry("r", "p", 100), "false"), verdict(entry("gone", "p", 1), "true"),
                          verdict(entry("r", "elsewhere", 1), "false")]

    def test_only_what_is_reported_counts(self):
        r, s = judged.scores(self.entries, self.verdicts)
        self.assertEqual(judged.Score("r", 6, 2, 1, 1), r)
        self.assertEqual(judged.Score("s", 0, 0, 0, 1), s)
        self.assertEqual(0.75, judged.precision(r))
        self.assertIsNone(judged.precision(s))
        self.assertEqual(judged.Score("total", 6, 2, 1, 2), judged.total_of([r, s]))

    def test_false_ones_still_reported(self):
        self.assertEqual([self.entries[6], self.entries[7]],
                         [made for made, _ in judged.still_reported(self.entries, self.verdicts)])

    def test_what_is_reported_no_more(self):
        true, false = judged.gone(self.entries, self.verdicts, {"p"})
        self.assertEqual((["gone"], ["0100"]), ([v["rule"] for v in true], [v["line_hash"] for v in false]))

    def test_a_verdict_does_not_depend_on_the_version(self):
        moved = [dict(made, version="2", line=made["line"] + 7) for made in self.entries]
        self.assertEqual(judged.scores(self.entries, self.verdicts), judged.scores(moved, self.verdicts))


class Files(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.path = os.path.join(folder.name, "verdicts.jsonl")

    def test_verdicts_are_written_sorted_and_read_back(self):
        self.assertEqual([], judged.read_verdicts(self.path))
        made = [verdict(entry(rule, "p", number), "true") for rule, number in (("s", 1), ("r", 2), ("r", 1))]
        judged.write_verdicts(self.path, made)
        read = judged.read_verdicts(self.path)
        self.assertEqual([("r", "0001"), ("r", "0002"), ("s", "0001")], [(v["rule"], v["line_hash"]) for v in read])
        self.assertEqual(set(judged.FIELDS), set(read[0]))

    def test_bad_lines_are_refused(self):
        good = json.dumps(dict(verdict(entry("r", "p", 1), "true")))
        for text, message in (("{", ":1:"), ("{}", "no package"), (good + "\n" + good, "second verdict"),
                              (good.replace('"true"', '"yes"'), "true, false or unsure")):
            with open(self.path, "w") as file:
                file.write(text)
            with self.assertRaisesRegex(judged.BadVerdict, message):
                judged.read_verdicts(self.path)

    def test_judgements_become_verdicts(self):
        one, two = entry("r", "p", 1), entry("r", "p", 2)
        text = "# a comment\n\n%s false  is a dict\n" % two["id"]
        made, = judged.parse_judgements(text, [one, two])
        self.assertEqual(("0002", "false", "is a dict"), (made["line_hash"], made["verdict"], made["reason"]))
        self.assertEqual([verdict(one, "true"), made],
                         judged.joined([verdict(one, "true"), verdict(two, "true")], [made]))
        for bad in ("0123456789 true no such", one["id"] + " true", one["id"] + " maybe so"):
            with self.assertRaises(judged.BadVerdict):
                judged.parse_judgements(bad, [one])

    def test_the_project_s_own_are_sound(self):
        judged.read_verdicts(precision.VERDICTS)
        listed = packages.read_list(os.path.join(os.path.dirname(precision.VERDICTS), "packages.txt"))
        self.assertGreaterEqual(len(listed), 10)

    def run_main(self, words, reported):
        root = findings.Root("some", "1.0", self.folder)
        given = findings.roots, findings.report
        findings.roots, findings.report = lambda names: [root], lambda root, options: reported
        try:
            with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()):
                return precision.main(words + ["--verdicts", self.path, "--sheet", self.folder]), out.getvalue()
        finally:
            findings.roots, findings.report = given

    def test_review_record_score(self):
        with open(os.path.join(self.folder, "a.py"), "w") as file:
            file.write(TEXT)
        edit = {"line": 3, "column": 5, "endLine": 3, "endColumn": 13, "text": "q.popleft()"}
        fix = {"title": "Use a deque", "safety": "safe", "why": "", "edits": [edit]}
        reported = [finding(3, fixes=[fix]), finding(7)]
        code, out = self.run_main([], reported)
        self.assertIn("2 of them without a verdict; 2 are in", out)
        with open(os.path.join(self.folder, "review.md")) as sheet:
            self.assertIn("+    q.popleft()\n", sheet.read())
        ids = [made["id"] for made in findings.named(ROOT, reported, lambda path: TEXT)]
        judgements = os.path.join(self.folder, "judgements")
        with open(judgements, "w") as file:
            file.write("%s true a list\n%s false a deque\n" % tuple(ids))
        self.assertEqual((0, "2 verdicts taken\n"), self.run_main(["--record", judgements], reported))
        code, out = self.run_main(["--score"], reported)
        self.assertEqual(1, code)
        self.assertRegex(out, r"list-pop0 +50\.0% +1 +1 +0 +0\n")
        self.assertIn("under 95 %: list-pop0 (50.0%)", out)
        self.assertIn("some/a.py:7  list-pop0: a deque", out)
        code, out = self.run_main(["--score"], reported[:1])
        self.assertEqual(0, code)
        self.assertIn("reported no more: 0 true, 1 false", out)
        self.assertIn("0 of them without a verdict", self.run_main([], reported)[1])


if __name__ == "__main__":
    unittest.main()
