"""What a test run said, test by test, and what two runs of the same tests disagree on."""
import collections
import xml.etree.ElementTree

PASSED, SKIPPED, FAILED = "passed", "skipped", "failed"


def read_junit(text):
    """{test: outcome} of a JUnit report, as regrtest and pytest write it. A test that is reported more than once (a
    subtest that failed, a case run twice) passed if it passed each time."""
    outcomes = {}
    for case in xml.etree.ElementTree.fromstring(text).iter("testcase"):
        name = "%s::%s" % (case.get("classname"), case.get("name")) if case.get("classname") else case.get("name")
        kinds = {child.tag for child in case}
        outcome = FAILED if kinds & {"failure", "error"} else SKIPPED if "skipped" in kinds else PASSED
        outcomes[name] = worse(outcomes.get(name, outcome), outcome)
    return outcomes


def worse(a, b):
    order = [PASSED, SKIPPED, FAILED]
    return max(a, b, key=order.index)


def broken(before, after):
    """The tests that passed before and do not now, sorted; `missing` are those that are not even reported."""
    return sorted(test for test, outcome in before.items() if outcome == PASSED and after.get(test) != PASSED)


def count(outcomes):
    return collections.Counter(outcomes.values())
