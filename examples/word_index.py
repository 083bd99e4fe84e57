"""An index of the words of some texts, with a search over it."""

import re

STOP_WORDS = ["a", "an", "and", "as", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with"]


class Index:
    def __init__(self) -> None:
        self.pages: dict[str, list[int]] = {}
        self.pattern = re.compile(r"[a-z]+")

    def add(self, number: int, text: str) -> None:
        for word in self.pattern.findall(text.lower()):
            if word not in STOP_WORDS:
                self.pages.setdefault(word, []).append(number)

    def search(self, words: list[str]) -> list[int]:
        hits = [set(self.pages.get(word, ())) for word in words]
        return sorted(set.intersection(*hits)) if hits else []


def matches_all(text: str, words: list[str]) -> bool:
    return all([word in text for word in words])


def highlight(text: str, words: list[str]) -> str:
    out = ""
    for part in text.split(" "):
        if part in words:
            out += "[" + part + "] "
        else:
            out += part + " "
    return out.rstrip()


def main() -> None:
    texts = ["the cost of a list", "a set answers at once", "the cost of a set"]
    index = Index()
    for number, text in enumerate(texts):
        index.add(number, text)
    wanted = ["cost", "set"]
    for number in index.search(wanted):
        print(number, highlight(texts[number], wanted), matches_all(texts[number], wanted))


if __name__ == "__main__":
    main()
