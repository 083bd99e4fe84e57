#!/usr/bin/env python3
"""replay.py LOG.jsonl FILE CHANGES: do the edits that the server was told of, so many at least, make the saved file?"""
import os
import sys
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "conformance"))

from documents import Document  # noqa: E402
from session import read_log  # noqa: E402


def replay(records, path):
    encoding, document = "utf-16", None
    for _, record in records:
        message = record["msg"]
        params = message.get("params")
        if record["dir"] == "s2c" and document is None:
            result = message.get("result")
            if isinstance(result, dict) and "capabilities" in result:
                encoding = result["capabilities"].get("positionEncoding", "utf-16")
        elif message.get("method") in ("textDocument/didOpen", "textDocument/didChange"):
            item = params["textDocument"]
            if urllib.parse.unquote(urllib.parse.urlsplit(item["uri"]).path) != path:
                continue
            if message["method"] == "textDocument/didOpen":
                document, changes = Document(item["version"], item["text"]), 0
            else:
                document.change(item["version"], params["contentChanges"], encoding)
                changes += len(params["contentChanges"])
    return document.text.text, changes


def main():
    text, changes = replay(read_log(sys.argv[1]), os.path.realpath(sys.argv[2]))
    with open(sys.argv[2], encoding="utf-8", newline="") as file:
        saved = file.read()
    if text != saved:
        place = next((i for i, (a, b) in enumerate(zip(text, saved)) if a != b), min(len(text), len(saved)))
        print(f"differ at {place}: told {text[place:place + 40]!r}, saved {saved[place:place + 40]!r}")
        return 1
    print(f"{changes} changes, {len(saved)} characters")
    return 0 if changes >= int(sys.argv[3]) else 1


if __name__ == "__main__":
    sys.exit(main())
