#!/usr/bin/env python3
"""strip_model.py FULL.json > metaModel.json: the LSP meta model without prose, one definition a line.

FULL.json is protocol/metaModel.json of github.com/microsoft/vscode-languageserver-node (MIT, see metaModel.LICENSE).
"""
import json
import sys

PROSE = {"documentation", "since", "sinceTags", "deprecated", "proposed", "typeName"}


def bare(value):
    if isinstance(value, dict):
        return {k: bare(v) for k, v in value.items() if k not in PROSE}
    return [bare(v) for v in value] if isinstance(value, list) else value


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        model = json.load(file)
    lines = ['"metaData":' + json.dumps(model["metaData"])]
    for section in ("requests", "notifications", "structures", "enumerations", "typeAliases"):
        rows = ",\n".join(json.dumps(bare(row), separators=(",", ":")) for row in model[section])
        lines.append(f'"{section}":[\n{rows}]')
    print("{" + ",\n".join(lines) + "}")


if __name__ == "__main__":
    main()
