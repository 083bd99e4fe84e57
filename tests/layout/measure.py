#!/usr/bin/env python3
"""Reads cases, one JSON object a line ({"id", "setup", "body", "expr"}), and prints what this CPython measures:
{"id", "shallow": [sizes], "retained": [sizes]}: of the first evaluation and of the 42nd (key-sharing dicts settle).

shallow: sys.getsizeof. retained: the sum of getsizeof over every distinct object reachable from the value that
was not there before: not the code's constants and names, nothing that setup made, nothing the interpreter shares."""
import array
import gc
import json
import sys
import types

ATOMS = (types.ModuleType, type, types.BuiltinFunctionType, types.CodeType, types.FrameType, types.MethodDescriptorType,
         types.WrapperDescriptorType, types.GetSetDescriptorType, types.MemberDescriptorType, types.ClassMethodDescriptorType)


class Hidden:
    """The length that a range keeps."""
    def __init__(self, value):
        self.value = value


class Frame:
    """A generator's frame, an object of its own until 3.10."""
    def __init__(self, value):
        self.value = value


def shared(o):
    t = type(o)
    if o is None or o is True or o is False or o is Ellipsis or o is NotImplemented:
        return True
    if t is int:
        return -10 <= o <= 4096 and o is int(str(o))
    if t is str:
        return len(o) == 0 or (len(o) == 1 and ord(o) < 256 and o is chr(ord(o)))
    if t is bytes:
        return len(o) == 0 or (len(o) == 1 and o is bytes([o[0]]))
    return t is tuple and len(o) == 0


def edges(o):
    t = type(o)
    if t is range:
        parts = [x for x in (o.start, o.stop, o.step) if not shared(x)]
        length = len(o) if o.stop < 2**62 else 0
        return parts + ([Hidden(length)] if not shared(length) else [])
    if t is types.FunctionType:
        return [x for x in gc.get_referents(o) if type(x) in (tuple, dict, types.CellType) and x is not o.__globals__ and x is not getattr(o, '__builtins__', None)]
    if t in (types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType):
        frame = getattr(o, 'gi_frame', None) or getattr(o, 'cr_frame', None) or getattr(o, 'ag_frame', None)
        found = list(frame.f_locals.values()) + ([Frame(frame)] if sys.version_info < (3, 11) else [])
        if sys.version_info >= (3, 11) and o.__name__ == '<genexpr>':
            found += [x for x in gc.get_referents(o) if type(x) is types.FunctionType]  # which its frame keeps
        return found
    if t is array.array or t in (str, bytes, int, float):
        return []
    found = gc.get_referents(o)
    return found + list(dict.keys(o)) if isinstance(o, dict) else found


def size(o):
    return sys.getsizeof(o.value if type(o) in (Hidden, Frame) else o)


def retained(root, before, namespace):
    if shared(root):
        return [0, size(root)]
    total, seen, open_ = 0, {id(namespace)}, [(root, True)]
    keep = []
    while open_:
        o, first = open_.pop()
        if id(o) in seen or id(o) in before or (not first and (shared(o) or isinstance(o, ATOMS))):
            continue
        seen.add(id(o))
        keep.append(o)
        total += size(o)
        if not isinstance(o, ATOMS) and type(o) not in (Hidden, Frame):
            open_ += [(x, False) for x in edges(o)]
    return [total]


def there_before(namespace, code):
    ids, keep, open_ = set(), [], [code] + list(namespace.values())
    while open_:
        o = open_.pop()
        if id(o) in ids:
            continue
        ids.add(id(o))
        keep.append(o)
        if isinstance(o, types.CodeType):
            open_ += [o.co_consts, o.co_names, o.co_varnames, o.co_freevars, o.co_cellvars, o.co_name]
        elif isinstance(o, (tuple, frozenset, list)):
            open_ += list(o)
        elif isinstance(o, slice):
            open_ += [o.start, o.stop, o.step]
        elif isinstance(o, types.FunctionType):
            open_ += [o.__code__] + edges(o)
        elif isinstance(o, type) and o.__module__ == namespace['__name__']:
            open_ += [x for x in gc.get_referents(o) if not isinstance(x, types.ModuleType)]
        elif isinstance(o, dict) and o is not namespace:
            open_ += list(o.keys()) + list(o.values())
    return ids, keep


def measure(case):
    module = types.ModuleType('case')
    sys.modules['case'] = module
    namespace = module.__dict__
    exec(compile(case.get('setup') or '', '<setup>', 'exec', dont_inherit=True), namespace)
    body = ''.join('    %s\n' % line for line in (case.get('body') or '').splitlines())
    exec(compile('def __case__():\n%s    return (%s)\n' % (body, case['expr']), '<case>', 'exec', dont_inherit=True), namespace)
    function = namespace.pop('__case__')
    before, keep = there_before(namespace, function.__code__)
    value = function()
    shallow, kept = [sys.getsizeof(value)], retained(value, before, namespace)
    if case.get('setup'):
        values = [function() for _ in range(41)]
        shallow.append(sys.getsizeof(values[-1]))
        kept += retained(values[-1], before, namespace)
    del keep
    return {'id': case['id'], 'shallow': shallow, 'retained': kept}


def main():
    gc.disable()
    stdin = open(0, encoding='utf-8')
    for line in stdin:
        case = json.loads(line)
        try:
            answer = measure(case)
        except Exception as error:
            answer = {'id': case['id'], 'error': '%s: %s' % (type(error).__name__, error)}
        print(json.dumps(answer))


main()
