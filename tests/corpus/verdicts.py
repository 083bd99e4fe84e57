"""Verdicts on findings (verdicts.jsonl: one a line) and what they say of the rules' precision."""
import collections
import json
import os

from findings import key_of

TRUE, FALSE, UNSURE = "true", "false", "unsure"
FIELDS = ("package", "version", "path", "rule", "line_hash", "nth", "verdict", "reason")
LEAST = 0.95

Score = collections.namedtuple("Score", "rule true false unsure unjudged")


class BadVerdict(Exception):
    """A line that is no verdict; the message says where and why."""


def read_verdicts(path):
    if not os.path.exists(path):
        return []
    verdicts = {}
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                verdict = json.loads(line)
            except ValueError as error:
                raise BadVerdict("%s:%d: %s" % (path, number, error))
            missing = [field for field in FIELDS if field not in verdict]
            if missing or verdict["verdict"] not in (TRUE, FALSE, UNSURE):
                raise BadVerdict("%s:%d: %s" % (path, number, "no " + ", ".join(missing) if missing else
                                                "verdict is true, false or unsure"))
            if key_of(verdict) in verdicts:
                raise BadVerdict("%s:%d: a second verdict on the same finding" % (path, number))
            verdicts[key_of(verdict)] = verdict
    return list(verdicts.values())


def write_verdicts(path, verdicts):
    """Sorted, one a line: a diff shows what was judged."""
    lines = [json.dumps({field: verdict[field] for field in FIELDS}, ensure_ascii=False)
             for verdict in sorted(verdicts, key=lambda verdict: (verdict["rule"],) + key_of(verdict))]
    with open(path + ".part", "w", encoding="utf-8") as file:
        file.write("".join(line + "\n" for line in lines))
    os.replace(path + ".part", path)


def parse_judgements(text, entries):
    """Lines `ID true|false|unsure reason` about the entries of a review sheet, as verdicts; # starts a comment line."""
    by_id = {entry["id"]: entry for entry in entries}
    verdicts = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split(None, 2)
        if not words or words[0].startswith("#"):
            continue
        if len(words) < 3 or words[1] not in (TRUE, FALSE, UNSURE):
            raise BadVerdict("line %d: expected ID true|false|unsure REASON" % number)
        if words[0] not in by_id:
            raise BadVerdict("line %d: no finding %s in the review sheet" % (number, words[0]))
        verdicts.append(dict(by_id[words[0]], verdict=words[1], reason=words[2].strip()))
    return verdicts


def joined(old, new):
    """A new verdict replaces an old one on the same finding."""
    verdicts = {key_of(verdict): verdict for verdict in old}
    verdicts.update((key_of(verdict), verdict) for verdict in new)
    return list(verdicts.values())


def scores(entries, verdicts):
    """One Score a rule that reports anything, by name: only what is reported now counts."""
    by_key = {key_of(verdict): verdict["verdict"] for verdict in verdicts}
    counts = collections.defaultdict(collections.Counter)
    for entry in entries:
        counts[entry["rule"]][by_key.get(key_of(entry), "unjudged")] += 1
    return [Score(rule, *(counts[rule][kind] for kind in (TRUE, FALSE, UNSURE, "unjudged"))) for rule in sorted(counts)]


def precision(score):
    """None without a verdict; unsure ones say nothing."""
    judged = score.true + score.false
    return score.true / judged if judged else None


def total_of(all_scores):
    return Score("total", *(sum(getattr(score, field) for score in all_scores) for field in Score._fields[1:]))


def still_reported(entries, verdicts):
    """[(entry, verdict)] of what was judged false and is reported."""
    by_key = {key_of(entry): entry for entry in entries}
    return [(by_key[key_of(verdict)], verdict) for verdict in verdicts
            if verdict["verdict"] == FALSE and key_of(verdict) in by_key]


def gone(entries, verdicts, looked_at):
    """Judged findings of the packages looked at that are reported no more: [true ones, false ones]."""
    keys = {key_of(entry) for entry in entries}
    missing = [verdict for verdict in verdicts if verdict["package"] in looked_at and key_of(verdict) not in keys]
    return [[verdict for verdict in missing if verdict["verdict"] == kind] for kind in (TRUE, FALSE)]
