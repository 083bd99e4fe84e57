#!/usr/bin/env python3
"""How many hints on real code are true? Looks at the packages of packages.txt and CPython's library.

    ./dev precision [--most N] [--only RULES] [--package NAME ...] [--all]   writes a review sheet of findings
                                                                            without a verdict
    ./dev precision --record FILE     takes the lines `ID true|false|unsure REASON` of FILE into verdicts.jsonl
    ./dev precision --score           tells each rule's precision by the verdicts, and false findings still reported

--score ends with 1 if a rule is under 95 %. --all: micro hints, and those in tests, too."""
import argparse
import json
import os
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import findings  # noqa: E402
import packages  # noqa: E402
import verdicts as judged  # noqa: E402

VERDICTS = os.path.join(HERE, "verdicts.jsonl")
SHEET = os.path.join(HERE, "..", "..", "build", "precision")


def all_findings(roots, options):
    entries = []
    for root in roots:
        of_root = findings.named(root, findings.report(root, options), findings.reader(root))
        print("%s %s: %d findings" % (root.package, root.version, len(of_root)), file=sys.stderr)
        entries += of_root
    return entries


def sheet_entry(entry, text):
    """One finding in Markdown."""
    out = ["## %s  %s" % (entry["id"], entry["rule"]), "",
           "%s %s, %s:%d" % (entry["package"], entry["version"], entry["path"], entry["line"]), "", entry["message"],
           "", "````", findings.context_of(entry, text), "````"]
    for fix in entry["fixes"]:
        out += ["", "%s fix: %s%s" % (fix["safety"], fix["title"], " (%s)" % fix["why"] if fix["why"] else ""), "",
                "````diff", findings.diff_of(text, fix["edits"]), "````"]
    if entry["noFix"]:
        out += ["", "no fix: %(title)s: %(reason)s" % entry["noFix"]]
    return "\n".join(out + ["", ""])


def write_sheet(chosen, roots, folder):
    """review.md for eyes, review.jsonl for --record."""
    os.makedirs(folder, exist_ok=True)
    readers = {root.package: findings.reader(root) for root in roots}
    with open(os.path.join(folder, "review.md"), "w", encoding="utf-8") as sheet:
        sheet.write("# %d findings to judge\n\nIs the hint true: is this code slow or large as it says, would the "
                    "rewrite help here?\nLines `ID true|false|unsure REASON` go to `./dev precision --record`.\n\n"
                    % len(chosen))
        for entry in chosen:
            sheet.write(sheet_entry(entry, readers[entry["package"]](entry["path"])))
    with open(os.path.join(folder, "review.jsonl"), "w", encoding="utf-8") as data:
        for entry in chosen:
            data.write(json.dumps(entry, ensure_ascii=False) + "\n")


def review(arguments, options):
    roots = findings.roots(arguments.package)
    known = {findings.key_of(verdict) for verdict in judged.read_verdicts(arguments.verdicts)}
    entries = all_findings(roots, options)
    fresh = [entry for entry in entries if findings.key_of(entry) not in known]
    chosen = findings.sample(fresh, arguments.most)
    write_sheet(chosen, roots, arguments.sheet)
    print("%d findings, %d of them without a verdict; %d are in %s" % (
        len(entries), len(fresh), len(chosen), os.path.normpath(os.path.join(arguments.sheet, "review.md"))))
    return 0


def record(arguments):
    with open(os.path.join(arguments.sheet, "review.jsonl"), encoding="utf-8") as data:
        entries = [json.loads(line) for line in data]
    with open(arguments.record, encoding="utf-8") as file:
        new = judged.parse_judgements(file.read(), entries)
    old = judged.read_verdicts(arguments.verdicts)
    judged.write_verdicts(arguments.verdicts, judged.joined(old, new))
    print("%d verdicts taken" % len(new))
    return 0


def in_percent(score):
    share = judged.precision(score)
    return "     -" if share is None else "%5.1f%%" % (100 * share)


def score(arguments, options):
    roots = findings.roots(arguments.package)
    verdicts = judged.read_verdicts(arguments.verdicts)
    entries = all_findings(roots, options)
    table = judged.scores(entries, verdicts)
    print("%-32s %6s %6s %6s %7s %9s" % ("rule", "prec.", "true", "false", "unsure", "unjudged"))
    for row in table + [judged.total_of(table)]:
        print("%-32s %s %6d %6d %7d %9d" % (row.rule, in_percent(row), row.true, row.false, row.unsure, row.unjudged))
    low = [row for row in table if judged.precision(row) is not None and judged.precision(row) < judged.LEAST]
    print("\nunder %d %%: %s" % (100 * judged.LEAST, ", ".join("%s (%s)" % (row.rule, in_percent(row).strip())
                                                             for row in low) or "none"))
    print("\njudged false and still reported:")
    for entry, verdict in judged.still_reported(entries, verdicts) or [(None, None)]:
        print("  none" if entry is None else "  %s  %s/%s:%d  %s: %s" % (
            entry["id"], entry["package"], entry["path"], entry["line"], entry["rule"], verdict["reason"]))
    true, false = judged.gone(entries, verdicts, {root.package for root in roots})
    print("\njudged and reported no more: %d true, %d false" % (len(true), len(false)))
    for verdict in true:
        print("  lost: %s/%s  %s: %s" % (verdict["package"], verdict["path"], verdict["rule"], verdict["reason"]))
    return 1 if low else 0


def parse_arguments(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--score", action="store_true", help="tell precision by rule")
    what.add_argument("--record", metavar="FILE", help="take judgements on the review sheet")
    parser.add_argument("--most", type=int, default=20, metavar="N", help="findings a rule on the sheet (20)")
    parser.add_argument("--only", metavar="RULES", help="these rules (with commas)")
    parser.add_argument("--package", action="append", default=[], metavar="NAME", help="this package; cpython is one")
    parser.add_argument("--all", action="store_true", help="hints that are off by default, too")
    parser.add_argument("--target", default="3.13", metavar="3.X", help="the Python whose costs count (3.13)")
    parser.add_argument("--verdicts", default=VERDICTS, metavar="FILE")
    parser.add_argument("--sheet", default=os.path.normpath(SHEET), metavar="DIR", help="where the review sheet goes")
    return parser.parse_args(words)


def main(words=None):
    arguments = parse_arguments(words)
    options = {"target": arguments.target, "all": arguments.all, "only": arguments.only}
    try:
        if arguments.record:
            return record(arguments)
        return score(arguments, options) if arguments.score else review(arguments, options)
    except (packages.Trouble, judged.BadVerdict, OSError) as trouble:
        print("precision: %s" % trouble, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
