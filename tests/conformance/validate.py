#!/usr/bin/env python3
"""validate.py LOG.jsonl...: are these recorded LSP sessions valid?

A log has one JSON object a line, {"dir": "c2s" or "s2c", "msg": {...}}, as `perfhint lsp --log-messages` writes it.
Types come from the LSP meta model beside this file; the rest of the protocol's promises are in rules.py and session.py.
Exit 0: valid; 1: errors found; 2: a log cannot be read.
"""
import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from model import Model  # noqa: E402
from session import read_log, validate  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("logs", nargs="+", metavar="LOG.jsonl")
    parser.add_argument("--side", choices=("server", "client", "both"), default="server", help="whose faults to tell")
    parser.add_argument("--strict", action="store_true", help="exit 1 on warnings, too")
    parser.add_argument("--model", default=os.path.join(HERE, "metaModel.json"))
    options = parser.parse_args()
    model, status = Model(options.model), 0
    for log in options.logs:
        try:
            session = validate(model, read_log(log))
        except (OSError, ValueError) as error:
            print(f"{log}: {error}", file=sys.stderr)
            status = 2
            continue
        found = [f for f in session.findings if options.side in ("both", f.side)]
        errors = sum(f.severity == "error" for f in found)
        for finding in sorted(found):
            print(f"{log}:{finding}" + (f" ({finding.side})" if options.side == "both" else ""))
        print(f"{log}: {session.messages} messages, {session.encoding}: {errors} errors, {len(found) - errors} warnings")
        if errors or (options.strict and found):
            status = max(status, 1)
    return status


if __name__ == "__main__":
    sys.exit(main())
