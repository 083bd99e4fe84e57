"""The report that is printed when the program has ended: few lines, the costliest first."""
import os

MOST = 10
LEAST = 0.001  # of the whole; what is less is told of only where nothing is more


def costliest(found, cost_of, whole):
    shown = found[:MOST]
    return [one for one in shown if cost_of(one) >= LEAST * whole] or shown[:1]


def seconds(amount):
    if amount >= 1:
        return "%.2f s" % amount
    return "%.1f ms" % (amount * 1e3) if amount >= 1e-3 else "%.0f us" % (amount * 1e6)


def size(count):
    """As perfhint tells sizes everywhere: whole up to 9,999, then by 1,024."""
    if abs(count) <= 9999:
        return "{:,} B".format(round(count))
    for unit in ("KB", "MB"):
        count /= 1024.0
        if abs(count) < 1000:
            return "%.1f %s" % (count, unit)
    return "%.1f GB" % (count / 1024.0)


def number(count):
    return "{:,}".format(count)


def counted(count, what):
    return number(count) + " " + what + ("" if count == 1 else "s")


def shown(path):
    """From the current folder where it is below that, as compilers show it."""
    try:
        near = os.path.relpath(path)
    except (ValueError, OSError):
        return path
    return path if near.startswith("..") else near


def share(part, whole):
    return "%5.1f %%" % (100.0 * part / whole) if whole else "      -"


class Sources:
    """Lines of source, without their indentation, to stand beside their costs."""

    def __init__(self):
        self.files = {}

    def line(self, path, number):
        if path not in self.files:
            try:
                with open(path, encoding="utf-8", errors="replace") as file:
                    self.files[path] = file.read().splitlines()
            except OSError:
                self.files[path] = []
        lines = self.files[path]
        text = lines[number - 1].strip() if 0 < number <= len(lines) else ""
        return text if len(text) <= 60 else text[:57] + "..."


def table(title, heads, rows):
    """Columns; those whose head begins with a space stand to the right."""
    if not rows:
        return []
    cells = [heads] + rows
    widths = [max(len(row[at].strip()) for row in cells) for at in range(len(heads))]
    out = [title]
    for row in cells:
        aligned = [cell.strip().rjust(width) if head.startswith(" ") else cell.strip().ljust(width)
                   for cell, width, head in zip(row, widths, heads)]
        out.append(("  " + "  ".join(aligned)).rstrip())
    return out + [""]


def functions(run):
    rows = [[seconds(cost["self"]), share(cost["self"], run.total), seconds(cost["total"]), number(cost["calls"]),
             "%s:%d" % (shown(path), line), name]
            for path, name, line, cost in costliest(run.functions(), lambda one: one[3]["self"], run.total)]
    return table("Functions, by the time in them and in the library that they call:",
                 [" self", " share", " total", " calls", "where", "function"], rows)


def lines(run):
    sources = Sources()
    rows = [[seconds(cost["self"]), share(cost["self"], run.total), seconds(cost["total"]),
             number(cost.get("calls", 0)), "%s:%d" % (shown(path), line), sources.line(path, line)]
            for path, line, cost in costliest(run.lines("self"), lambda one: one[2]["self"], run.total)]
    return table("Lines, by the time in them and in the library that they call:",
                 [" self", " share", " total", " times", "where", "line"], rows)


def memory(run):
    sources = Sources()
    peak = [[size(cost["peak_bytes"]), share(cost["peak_bytes"], run.peak_bytes), "%s:%d" % (shown(path), line),
             sources.line(path, line)]
            for path, line, cost in costliest(run.lines("peak_bytes"), lambda one: one[2]["peak_bytes"], run.peak_bytes)]
    left = [[size(one["bytes"]), counted(one["blocks"], "block"), "%s:%d" % (shown(one["file"]), one["line"]),
             sources.line(one["file"], one["line"])]
            for one in costliest(run.top_growth(), lambda one: one["bytes"], run.peak_bytes)]
    return (table("Live when most was, by the line that asked for it:", [" bytes", " share", "where", "line"], peak)
            + table("Growth: asked for since the start, and still live at the end:",
                    [" bytes", " in", "where", "line"], left))


def collector(run):
    about = run.collector
    if not sum(about["collections"]):
        return ["The garbage collector did not run.", ""]
    return ["Garbage collector: %s (of generations 0, 1, 2: %s), %s freed, %s." % (
        counted(sum(about["collections"]), "collection"), ", ".join(map(number, about["collections"])),
        counted(about["collected"], "object"), seconds(about["seconds"])), ""]


def references(run):
    about = run.references
    if not about:
        return []
    out = table("Most common types at the end, of objects that can refer to others:", [" count", " bytes", "type"],
                [[number(one["count"]), size(one["bytes"]), one["type"]] for one in about["types"][:5]])
    out += table("Types that grew in the run:", [" grown", " to", "type"],
                 [["+" + number(one["grown"]), number(one["count"]), one["type"]] for one in about["growth"][:5]])
    for one in about["chains"]:
        out += ["Kept alive, for example: " + " -> ".join(one["chain"])]
    for one in about["cycles"]:
        out += ["%s left at the end, which only the collector could free: %s" % (
            counted(one["count"], "cycle"), " -> ".join(one["chain"]))]
    return out + [""] if about["chains"] or about["cycles"] else out


def report(run):
    head = []
    if run.total:
        head.append("the run took %s" % seconds(run.total))
    if run.peak_bytes:
        head.append("its peak was %s" % size(run.peak_bytes))
    out = ["", "perfhint: " + ", ".join(head) + "."]
    out += ["note: " + note for note in run.notes] + [""]
    body = functions(run) if not run.lines("self") else lines(run)
    body += memory(run) + collector(run) + references(run)
    return "\n".join(out + body)
