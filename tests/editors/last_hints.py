#!/usr/bin/env python3
"""last_hints.py LOG.jsonl FILE PERFHINT: is what the server said last about the file what `PERFHINT check` says of it?

Compares rules and lines. The saved text is the last that the server saw.
"""
import json
import subprocess
import sys


def last_hints(path):
    """Of pushed or pulled diagnostics, whichever the client uses."""
    asked, last = {}, None
    with open(path, encoding="utf-8") as file:
        for message in (json.loads(line)["msg"] for line in file):
            if message.get("method") == "textDocument/publishDiagnostics" and "version" in message["params"]:
                last = message["params"]["diagnostics"]
            elif message.get("method") == "textDocument/publishDiagnostics" and message["params"]["diagnostics"]:
                last = message["params"]["diagnostics"]
            elif message.get("method") == "textDocument/diagnostic":
                asked[message["id"]] = True
            elif "method" not in message and message.get("id") in asked and (message.get("result") or {}).get("kind") == "full":
                last = message["result"]["items"]
    return sorted((d["code"], d["range"]["start"]["line"] + 1) for d in last or [])


def main():
    log, file, perfhint = sys.argv[1:]
    run = subprocess.run([perfhint, "check", "--output-format", "json", file], capture_output=True, text=True, check=False)
    checked = sorted((finding["rule"], finding["line"]) for finding in json.loads(run.stdout))
    said = last_hints(log)
    if said != checked or not said:
        print(f"server {said}, check {checked}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
