#!/usr/bin/env python3
"""Random expressions and classes: what `perfhint sizeof --batch` claims against what CPythons measure.

  differential.py PERFHINT [--seed N] [--expressions N] [--classes N] [PYTHON ...]

Without PYTHONs: this one, and those of pyenv. No claim is allowed to be wrong; how many there were is printed.
A case is {"id", "setup", "body", "expr"}: setup at module level, then body and expr inside a function."""
import argparse
import glob
import json
import os
import random
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
STRINGS = ["''", "'a'", "'abc'", "'x' * 7", "'é'", "'naïve'", "'€uro'", "'日本'", "'ok 😀'", "b'bytes'", "'\\n'", "'key'", "'ÿ'"]
SMALL = ['0', '1', '-1', '7', '255', '256', '257', '-6', '1000', '1024', '1025', '10**6', '2**30', '2**31 - 1', '10**20', 'True', 'None', '1.5', '0.0', '...']


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def atom(self):
        return self.r.choice(self.r.choice([STRINGS, SMALL, SMALL]))

    def hashable(self):
        r = self.r
        if r.random() < 0.15:
            return '(%s, %s)' % (self.atom(), self.atom())
        return self.atom()

    def length(self):
        return self.r.choice([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 17, 20, 21, 22, 30, 31, 32, 40, 60, 86, 100])

    def count(self, depth):
        return self.r.choice([0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 17, 31, 33]) if depth == 0 else self.r.randint(0, 4)

    def element(self, depth):
        r = self.r
        if depth >= 3 or r.random() < 0.6:
            return self.atom()
        return self.expression(depth + 1)

    def comprehension(self):
        r = self.r
        element = r.choice(['i', 'i * i', 'i * 0.5', 'str(i)', '[i]', '(i, i + 1)', 'None', "'v%d' % i", "f'{i}:{i % 3}'", 'i % 7', '[0] * i', '{i: i}', 'i // 2', '-i', 'i + 10**6'])
        source = 'range(%d)' % self.length()
        tail = r.choice(['', '', ' if i % 2', ' if i % 3 == 0', ' if i > 4'])
        form = r.choice(['[%s for i in %s%s]', '[%s for i in %s%s]', 'list(%s for i in %s%s)', 'tuple(%s for i in %s%s)', 'sorted(%s for i in %s%s)'])
        if form.startswith('sorted'):
            element = r.choice(['i', '-i', 'i * i', 'str(i)'])
        text = form % (element, source, tail)
        if r.random() < 0.25:
            key = r.choice(['i', 'str(i)', "'k%d' % i", 'i % 5', '(i, 1)', 'i * 1.5'])
            text = '{%s: %s for i in %s%s}' % (key, element, source, tail)
        elif r.random() < 0.2:
            text = '{%s for i in %s%s}' % (r.choice(['i', 'str(i)', 'i % 11', '(i, i)']), source, tail)
        return text

    def display(self, depth):
        r = self.r
        n = self.count(depth)
        kind = r.choice(['list', 'list', 'tuple', 'set', 'dict', 'dict'])
        if kind == 'list':
            return '[%s]' % ', '.join(self.element(depth) for _ in range(n))
        if kind == 'tuple':
            return '(%s)' % ''.join(self.element(depth) + ', ' for _ in range(n))
        if kind == 'set':
            return '{%s}' % ', '.join(self.hashable() for _ in range(max(n, 1)))
        keys = [self.hashable() if r.random() < 0.5 else "'k%d'" % i for i in range(n)]
        if r.random() < 0.5:
            keys = ["'k%d'" % i for i in range(n)] if r.random() < 0.5 else [str(i) for i in range(n)]
        return '{%s}' % ', '.join('%s: %s' % (k, self.element(depth)) for k in keys)

    def sequence(self):
        r = self.r
        n = self.length()
        return r.choice(['[0] * %d' % n, 'list(range(%d))' % n, '[i for i in range(%d)]' % n, '(1, 2) * %d' % n, "'ab' * %d" % n, "'é' * %d" % n,
                         'tuple(range(%d))' % n, 'bytes(%d)' % n, 'bytearray(%d)' % n, "list('x' * %d)" % n, 'list(map(str, range(%d)))' % n,
                         'list(zip(range(%d), range(%d)))' % (n, self.length()), 'sorted(range(%d))' % n, 'list(set(range(%d)))' % n, 'set(range(%d))' % n,
                         'frozenset(range(%d))' % n, 'dict.fromkeys(range(%d))' % n, 'dict(zip(range(%d), range(%d)))' % (n, n), "','.join(str(i) for i in range(%d))" % n,
                         "('w ' * %d).split()" % n, "'a,b' * %d" % n, 'list(enumerate(range(%d)))' % n, 'list(dict.fromkeys(range(%d)))' % n, 'list(reversed(range(%d)))' % n,
                         '[*range(%d)]' % n, '[*range(%d), 1]' % n, '[1, *range(%d)]' % n, '{*range(%d)}' % n, '{**{i: i for i in range(%d)}}' % n,
                         'dict(a=%d, b=2)' % n, 'list(filter(None, range(%d)))' % n, 'set(range(%d)) | set(range(50, %d))' % (n, 50 + self.length()),
                         'set(range(%d)) - set(range(%d))' % (n, self.length()), 'set(range(%d)) & set(range(%d))' % (n, self.length()), 'set(range(%d)) ^ {1, 200}' % n])

    def operation(self, depth):
        r = self.r
        s = self.sequence()
        sliceable = s[0] in "[(\"'" or s.startswith(('list', 'tuple', 'bytes', 'sorted'))
        if s.startswith("','") or not sliceable:
            return s
        return r.choice(['(%s)[1:]' % s, '(%s)[:-1]' % s, '(%s)[::2]' % s, '(%s)[:]' % s, '(%s) * 2' % s, '[%s, %s]' % (s, self.atom()), '(%s)[2:5]' % s])

    def expression(self, depth=0):
        r = self.r
        pick = r.random()
        if pick < 0.35:
            return self.display(depth)
        if pick < 0.6:
            return self.comprehension()
        if pick < 0.8:
            return self.sequence()
        if pick < 0.9:
            return self.operation(depth)
        return self.atom()

    def list_history(self):
        r = self.r
        lines = ['a = %s' % r.choice(['[]', '[1]', '[1, 2, 3]', 'list(range(%d))' % self.length(), '[0] * %d' % self.length(), '[i for i in range(%d)]' % self.length(),
                                      'sorted(range(%d))' % self.length(), 'list(map(str, range(%d)))' % self.length()])]
        for _ in range(r.randint(1, 6)):
            n = self.length()
            lines.append(r.choice(['a.append(%s)' % self.atom(), 'for i in range(%d): a.append(i)' % n, 'a.extend(range(%d))' % n, 'a += [%s]' % self.atom(), 'a += range(%d)' % n,
                                   'if a: a.pop()', 'while len(a) > %d: a.pop()' % n, 'a.insert(0, 1)', 'a.sort(key=id)', 'a.reverse()', 'del a[%d:]' % n, 'del a[:%d]' % n,
                                   'a = a[:]', 'a = a[1:]', 'a = a.copy()', 'a = a * 2', 'a = a + [1]', 'a = list(a)', 'a = [*a]', 'a[%d:%d] = [1, 2]' % (n, n + 3), 'a.clear()',
                                   'a.extend(x for x in range(%d))' % n, 'a.extend({1, 2, 3})', 'a = [x for x in a]', 'if len(a) > 3: del a[1]', 'while len(a) > %d: a.pop(0)' % n,
                                   'a *= 2', 'a.extend(tuple(range(%d)))' % n, 'a.extend(a)', 'a = sorted(a, key=id)', 'a.extend(map(str, range(%d)))' % n, 'a[::2] = [None] * len(a[::2])']))
        return '\n'.join(lines), r.choice(['a', 'a', 'a', '[a, a]', '(a, 1)', "{'a': a}", 'a[:]', 'list(a)', 'tuple(a)'])

    def dict_history(self):
        r = self.r
        lines = ['d = %s' % r.choice(['{}', 'dict()', "{'a': 1}", '{1: 1, 2: 2}', '{i: i for i in range(%d)}' % self.length(), '{str(i): i for i in range(%d)}' % self.length(),
                                      'dict(a=1, b=2)', 'dict(zip(range(%d), range(%d)))' % (self.length(), self.length())])]
        for _ in range(r.randint(1, 5)):
            n = self.length()
            lines.append(r.choice(["d['x'] = 1", 'd[%d] = 1' % n, 'for i in range(%d): d[i] = i' % n, "for i in range(%d): d['k%%d' %% i] = None" % n, 'd.update({i: 0 for i in range(%d)})' % n,
                                   'd.pop(%d, None)' % n, 'for i in range(%d): d.pop(i, None)' % n, 'd = dict(d)', 'd = d.copy()', 'd = {**d}', "d = {**d, 'z': 1}", 'd.clear()',
                                   "d.setdefault('s', []).append(1)", 'd.update(a=1)', 'd.setdefault(%d, 0)' % n, 'if d: d.popitem()', 'd = {k: v for k, v in d.items()}']))
        return '\n'.join(lines), r.choice(['d', 'd', 'd', 'list(d)', 'd.copy()', 'dict(d)', '[d, d]', 'd.keys()', 'list(d.items())', 'set(d)'])

    def set_history(self):
        r = self.r
        lines = ['s = %s' % r.choice(['set()', '{1, 2, 3}', 'set(range(%d))' % self.length(), '{i for i in range(%d)}' % self.length()])]
        for _ in range(r.randint(1, 5)):
            n = self.length()
            lines.append(r.choice(['s.add(%s)' % self.hashable(), 'for i in range(%d): s.add(i)' % n, 's.update(range(%d))' % n, 's.update({%d, 1})' % n, 's.discard(%d)' % n,
                                   'for i in range(%d): s.discard(i)' % n, 's = set(s)', 's = s.copy()', 's |= {%d, 2}' % n, 's.clear()', 's = s | {1000 + %d}' % n, 's = s - {1}',
                                   's.update({i: 0 for i in range(%d)})' % n]))
        return '\n'.join(lines), r.choice(['s', 's', 'set(s)', 'list(s)', 'frozenset(s)', 'sorted(s, key=id)'])

    def other_history(self):
        r = self.r
        n, m = self.length(), self.length()
        kind = r.choice(['bytearray', 'str', 'share', 'branch'])
        if kind == 'bytearray':
            return 'b = bytearray(%d)\nfor i in range(%d): b.append(1)\nb.extend(b"x" * %d)' % (n, m, self.length()), r.choice(['b', 'b[1:]', 'bytes(b)', 'b * 2'])
        if kind == 'str':
            return "s = ''\nfor i in range(%d): s += %s" % (n, r.choice(["'x'", "'é'", "'€'", "str(i)", "'ab'"])), r.choice(['s', 's.upper() if s.isascii() else s', '[s, s]', "s.split('1')", 's[1:]'])
        if kind == 'share':
            return 'x = %s\ny = [x, x]' % self.expression(1), r.choice(['y', '[y, x]', '[x] * 5', '(x, y)', '[[x] for _ in range(%d)]' % n])
        return 'x = %d\nif x > %d:\n    y = [x]\nelif x == 3:\n    y = {}\nelse:\n    y = (x, x)' % (n, m), 'y'

    def library_case(self, index):
        r = self.r
        n, m = self.length(), self.length()
        setup = 'import array, collections, itertools as it, datetime, decimal, fractions, functools, types\nD = decimal.Decimal\n'
        code = r.choice('bBhHiIlLqQfd')
        body, expr = '', r.choice([
            'collections.deque(range(%d))' % n, 'collections.deque(range(%d), maxlen=%d)' % (n, m + 1), 'collections.Counter(range(%d))' % n, "collections.Counter('abracadabra' * %d)" % n,
            'collections.defaultdict(list, a=[%s])' % self.atom(), 'collections.OrderedDict((i, i) for i in range(%d))' % n, "collections.OrderedDict(a=1, b=[])",
            "array.array('%s', range(%d))" % (code, min(n, 100)), "array.array('%s', [1] * %d)" % (code, n), "array.array('%s', [1, 2]) * %d" % (code, n), "array.array('%s', [1, 2, 3])[1:]" % code,
            "D('%d')" % (10 ** n), '[D(i) for i in range(%d)]' % n, 'fractions.Fraction(%d, %d)' % (n + 1, m + 1), 'datetime.date(2024, 1, 2)', '[datetime.timedelta(i) for i in range(%d)]' % n,
            'list(it.product(range(%d), repeat=2))' % min(n, 12), 'list(it.combinations(range(%d), 2))' % min(n, 20), 'list(it.permutations(range(%d), 2))' % min(n, 10), 'list(it.chain(range(%d), [1, 2]))' % n,
            'list(it.accumulate(range(%d)))' % n, 'list(it.islice(range(100), %d))' % n, 'list(it.zip_longest(range(%d), range(%d)))' % (n, m), 'list(it.repeat(None, %d))' % n, 'it.chain([%s], [2])' % self.atom(),
            'functools.reduce(lambda a, b: a * 7 + b, range(%d), 1)' % n, 'types.SimpleNamespace(a=1, b=%s)' % self.atom(), 'ValueError(%s, [%d])' % (self.atom(), n), 'KeyError()', 'OSError(2, "x")',
            'enumerate([%s], 1)' % self.atom(), 'zip([1], [%s])' % self.atom(), 'map(str, [%s])' % self.atom(), 'filter(None, [1])', 'iter([%s])' % self.atom(), 'iter({1: 2})', 'reversed([1, 2])',
            'slice(%d, None)' % n, 'range(%d, %d)' % (n, 10 * m), 'lambda x=%s: x' % self.atom(), '(i for i in range(%d))' % n, '(i for i in range(%d) if i)' % n, '((i, j) for i in range(%d) for j in range(3))' % n])
        if r.random() < 0.3:
            body, expr = r.choice([
                ('d = collections.deque()\nfor i in range(%d): d.append(i)\nfor i in range(%d): d.appendleft(i)' % (n, m), 'd'), ('d = collections.defaultdict(int)\nfor i in range(%d): d[i %% 7] += i' % n, 'd'),
                ('d = collections.defaultdict(list)\nfor i in range(%d): d[i %% 5].append(i)' % n, 'd'), ("a = array.array('%s')\nfor i in range(%d): a.append(i)" % (code, min(n, 100)), 'a'),
                ('d = collections.OrderedDict()\nfor i in range(%d): d[i] = i' % n, 'd'), ('x = %s\ndef f(a, b=[]):\n    return a, b, x' % self.atom(), 'f'), ('x = %s\ng = lambda: x' % self.atom(), '[g, g]'),
                ('def f(n):\n    return [i for i in range(n)]', 'f(%d)' % n), ('def f(n, acc):\n    acc.append(n)\n    return f(n - 1, acc) if n else acc', 'f(%d, [])' % min(n, 15)),
                ('m = [[0] * %d for _ in range(%d)]\nfor i in range(%d): m[i][0] = [i]' % (m + 1, n + 1, n + 1), 'm'), ('m = [[]] * %d\nm[0:1] = [[1]]' % n, 'm'),
                ("s = 'abc' * %d\nt = [s[i:i + 2] for i in range(len(s))]" % n, 't'), ('a, b = [], {}\nfor i in range(%d):\n    a.append(i)\n    b[i] = a' % n, '(a, b)')])
        generator = r.choice(['for i in range(%d):\n        yield i' % n, 'x = [a]\n    yield x', 'yield a\n    yield a + 1', 'i = 0\n    while i < %d:\n        yield (i, a)\n        i += 1' % n,
                              'for i in range(3):\n        for j in range(i):\n            yield i * j + a', 'if a:\n        yield len([a])\n    else:\n        yield str(a).upper()'])
        if r.random() < 0.15:
            setup += 'def gen(a=1):\n    %s\n' % generator
            body, expr = '', r.choice(['gen()', 'gen(%s)' % self.atom(), 'list(gen())' if '(i, a)' not in generator else 'gen(2)'])
        return {'id': 'l%d' % index, 'setup': setup, 'body': body, 'expr': expr}

    def case(self, index):
        r = self.r
        pick = r.random()
        if pick < 0.12:
            return self.library_case(index)
        if pick < 0.55:
            return {'id': 'e%d' % index, 'expr': self.expression()}
        body, expr = r.choice([self.list_history, self.list_history, self.dict_history, self.set_history, self.other_history])()
        return {'id': 'h%d' % index, 'body': body, 'expr': expr}

    def class_case(self, index):
        r = self.r
        lines, names, previous = [], [], None
        form = r.choice(['plain', 'slots', 'dataclass', 'slots', 'mixed', 'named'])
        if form == 'named':
            fields = ['f%d' % i for i in range(r.randint(1, 5))]
            setup = 'from typing import NamedTuple\nclass A(NamedTuple):\n' + ''.join('    %s: int\n' % f for f in fields)
            values = [self.atom() for _ in fields]
            return {'id': 'c%d' % index, 'setup': setup, 'expr': r.choice(['A(%s)', '[A(%s)]', 'A(%s)._asdict()']) % ', '.join(values)}
        if form == 'dataclass':
            fields = ['f%d' % i for i in range(r.randint(0, 7))]
            arguments = r.choice(['', '(frozen=True)', '(eq=False)'])
            setup = 'from dataclasses import dataclass, field\n@dataclass%s\nclass A:\n' % arguments
            setup += ''.join('    %s: int%s\n' % (f, r.choice([' = 0', ' = field(default_factory=list)', ' = None'])) for f in fields) or '    pass\n'
            expr = 'A(%s)' % ', '.join(self.atom() for _ in range(r.randint(0, len(fields))))
            return {'id': 'c%d' % index, 'setup': setup, 'expr': r.choice([expr, '[%s]' % expr]), 'hidden': True}
        hidden = False
        for depth in range(r.randint(1, 3)):
            name = 'ABC'[depth]
            slotted = form == 'slots' or (form == 'mixed' and r.random() < 0.5)
            hidden = hidden or not slotted
            own = ['%s%d' % (name.lower(), i) for i in range(r.randint(0, 6))]
            lines.append('class %s%s:' % (name, '(%s)' % previous if previous else ''))
            if slotted:
                lines.append('    __slots__ = (%s)' % ''.join('%r, ' % n for n in own + (['__weakref__'] if r.random() < 0.1 and form == 'slots' and depth == 0 else [])))
            names += own
            if names:
                lines.append('    def __init__(self, %s):' % ', '.join('%s=%s' % (n, self.atom()) for n in names))
                lines += ['        self.%s = %s' % (n, n) for n in names]
            elif not slotted:
                lines.append('    pass')
            if r.random() < 0.3:
                lines.append('    def method(self):\n        return self')
            previous = name
        expr = '%s(%s)' % (previous, ', '.join(self.atom() for _ in range(r.randint(0, len(names)))))
        return {'id': 'c%d' % index, 'setup': '\n'.join(lines) + '\n', 'expr': r.choice([expr, expr, '[%s]' % expr, '(%s, 1)' % expr]), 'hidden': hidden}


def pythons(named):
    """By version: those that are named; without names, this one, pyenv's and those of PERFHINT_PYTHONS."""
    found = named or [sys.executable] + sorted(glob.glob(os.path.expanduser('~/.pyenv/versions/3.*/bin/python')))
    found += [] if named else [p for p in os.environ.get('PERFHINT_PYTHONS', '').split(os.pathsep) if p]
    chosen = {}
    for path in found:
        try:
            version = subprocess.run([path, '-c', 'import sys; print("%d.%d" % sys.version_info[:2], sys.implementation.name, sys.maxsize > 2**32)'],
                                     stdout=subprocess.PIPE, check=True, universal_newlines=True).stdout.split()
        except (OSError, subprocess.CalledProcessError):
            continue
        if version[1:] == ['cpython', 'True'] and (3, 8) <= tuple(map(int, version[0].split('.'))) <= (3, 15):
            chosen.setdefault(version[0], path)
    return chosen


def within(claim, truths):
    if isinstance(claim, list):
        return any(claim[0] <= t and (claim[1] is None or t <= claim[1]) for t in truths)
    return claim in truths


def compare(perfhint, version, python, cases):
    text = ''.join(json.dumps(c) + '\n' for c in cases)
    run = lambda command: [json.loads(l) for l in subprocess.run(command, input=text, stdout=subprocess.PIPE, check=True, universal_newlines=True, encoding='utf-8').stdout.splitlines()]
    claims = run([perfhint, 'sizeof', '--batch', '--python', version])
    truths = run([python, '-W', 'ignore', os.path.join(HERE, 'measure.py')])
    wrong, silent, exact, measured = [], 0, 0, 0
    for case, claim, truth in zip(cases, claims, truths):
        if 'error' in truth:
            continue
        measured += 1
        for column in ('shallow', 'retained'):
            if claim[column] is None:
                silent += 1
            elif column == 'retained' and case.get('hidden'):
                continue  # attribute storage is not in what getsizeof says
            elif not within(claim[column], truth[column]):
                wrong.append((case, column, claim[column], truth[column]))
            else:
                exact += not isinstance(claim[column], list)
    print('%s: %d cases, %d exact, %d without a claim, %d wrong' % (version, measured, exact, silent, len(wrong)))
    for case, column, claim, truth in wrong[:12]:
        print('  WRONG %s %s claims %s, measured %s: %s' % (version, column, claim, truth, json.dumps(case, ensure_ascii=False)))
    return len(wrong), silent, 2 * measured


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('perfhint')
    parser.add_argument('pythons', nargs='*')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--expressions', type=int, default=3000)
    parser.add_argument('--classes', type=int, default=300)
    options = parser.parse_intermixed_args()
    maker = Maker(options.seed)
    cases = [maker.case(i) for i in range(options.expressions)] + [maker.class_case(i) for i in range(options.classes)]
    failures = 0
    for version, path in sorted(pythons(options.pythons).items(), key=lambda item: int(item[0].split('.')[1])):
        wrong, silent, claims = compare(options.perfhint, version, path, cases)
        failures += wrong
        if silent > 0.15 * claims:
            print('%s: too few claims' % version)
            failures += 1
    return failures > 0


if __name__ == '__main__':
    sys.exit(main())
