"""The client's open documents, replayed from didOpen and didChange in version order, and positions in them.

Some clients send changes out of version order under fast typing. What counts is the order of the versions, so every
version's text is kept and the later ones are redone when an earlier change arrives.
"""
import re

KEPT_VERSIONS = 512
LINE_END = re.compile(r"\r\n|\n|\r")


def unit_count(text, encoding):
    if encoding == "utf-32":
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(1 for c in text if ord(c) > 0xFFFF)


def index_in_line(line, character, encoding):
    """Code points before `character`: (index, None), or (nearest index, what is wrong)."""
    units = 0
    for index, letter in enumerate(line):
        if units == character:
            return index, None
        if units > character:
            return index - 1, "inside"
        units += unit_count(letter, encoding)
    if units == character:
        return len(line), None
    return (len(line), "beyond") if units < character else (len(line) - 1, "inside")


class Text:
    """One version of a document: its lines and where they start."""

    def __init__(self, text):
        self.text = text
        self.starts = [0] + [m.end() for m in LINE_END.finditer(text)]
        self.ends = [m.start() for m in LINE_END.finditer(text)] + [len(text)]

    def line(self, number):
        return self.text[self.starts[number]:self.ends[number]]

    def problem(self, position, encoding):
        """(severity, text) when the position names no place in the text, else None."""
        number, character = position["line"], position["character"]
        if number >= len(self.starts):
            if number == len(self.starts) and character == 0:
                return None
            return "error", f"line {number} of {len(self.starts)} lines"
        wrong = index_in_line(self.line(number), character, encoding)[1]
        if wrong == "inside":
            return "error", f"character {character} of line {number} is inside a code point in {encoding}"
        if wrong == "beyond":
            length = unit_count(self.line(number), encoding)
            return "warning", f"character {character} is beyond the end ({length}) of line {number}"
        return None

    def clamped(self, position, encoding):
        """The position, or the end of its line when it is beyond: LSP takes it so."""
        if position["line"] >= len(self.starts):
            return position
        return dict(position, character=min(position["character"], unit_count(self.line(position["line"]), encoding)))

    def offset(self, position, encoding):
        if position["line"] >= len(self.starts):
            return len(self.text)
        return self.starts[position["line"]] + index_in_line(self.line(position["line"]), position["character"], encoding)[0]

    def changed(self, changes, encoding):
        current = self
        for change in changes:
            if "range" not in change:
                current = Text(change["text"])
                continue
            start = current.offset(change["range"]["start"], encoding)
            end = current.offset(change["range"]["end"], encoding)
            current = Text(current.text[:start] + change["text"] + current.text[end:])
        return current


class Document:
    def __init__(self, version, text):
        self.steps = [(version, None, Text(text))]  # (version, changes that led to it, text), by version
        self.published = None  # version of the last diagnostics

    @property
    def version(self):
        return self.steps[-1][0]

    @property
    def text(self):
        return self.steps[-1][2]

    def change(self, version, changes, encoding):
        """Take a change in its place by version; a change older than all that is kept is applied on top of the oldest."""
        place = len(self.steps)
        while place > 1 and self.steps[place - 1][0] > version:
            place -= 1
        self.steps.insert(place, (version, changes, None))
        for i in range(place, len(self.steps)):
            step_version, step_changes, _ = self.steps[i]
            self.steps[i] = (step_version, step_changes, self.steps[i - 1][2].changed(step_changes, encoding))
        del self.steps[:-KEPT_VERSIONS]

    def at(self, version):
        """The text of that version, or None when the client never sent it."""
        return next((text for v, _, text in reversed(self.steps) if v == version), None)
