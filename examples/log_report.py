"""Reads a web server's log and reports errors, slow requests and the clients behind them."""

import sys
from dataclasses import dataclass


@dataclass
class Report:
    errors: list[str]
    text: str
    total: int


def read_entries(path: str) -> list[list[str]]:
    entries = []
    with open(path, encoding="utf-8") as log:
        for line in log.readlines():
            entries.append(line.rstrip("\n").split(" "))
    return entries


def known_clients(entries: list[list[str]], blocked: list[str]) -> list[str]:
    clients = []
    for entry in entries:
        client: str = entry[0]
        if client not in blocked:
            clients.append(client)
    return clients


def total_bytes(sizes: list[int]) -> int:
    total = 0
    for size in sizes:
        total += size
    return total


def render(errors: list[str]) -> str:
    text = ""
    for error in errors:
        text += error + "\n"
    return text


def has_failures(statuses: list[int]) -> bool:
    return any([status >= 500 for status in statuses])


def main() -> None:
    entries = read_entries(sys.argv[1])
    clients = known_clients(entries, ["10.0.0.1", "10.0.0.2"])
    statuses = [int(entry[8]) for entry in entries]
    sizes = [int(entry[9]) for entry in entries]
    errors = [" ".join(entry) for entry in entries if entry[8].startswith("5")]
    report = Report(errors, render(errors), total_bytes(sizes))
    print(f"{len(clients)} requests, {report.total} bytes, failures: {has_failures(statuses)}")
    print(report.text, end="")


if __name__ == "__main__":
    main()
