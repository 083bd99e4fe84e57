# What tests tell, and which definitions reach a use.
import re
from typing import Optional


class Node:
    pass


def is_none(a: Optional[str], b: str | None, c: Optional[list[int]], unknown):
    if a is not None:
        a  # type: str
    else:
        a  # type: None
    if a is None:
        a  # type: None
    else:
        a  # type: str
    a  # type: None | str
    if b != None:
        b  # type: str
    if not (b is None):
        b  # type: str
    if b:
        b  # type: str
    if not b:
        b  # type: None | str
    if b is not None and len(b) > 1:
        b  # type: str
    if b is not None or unknown:
        b  # type: None | str
    if unknown and c is not None:
        c  # type: list[int]
    if unknown is None:
        unknown  # type: None
    if unknown is not None:
        unknown  # type: unknown


def guards(a: Optional[str], b: Optional[int], c: Optional[list[str]], d: str | int, e: Optional[str]):
    if a is None:
        return 0
    a  # type: str
    if not b:
        raise ValueError
    b  # type: int
    assert c is not None
    c  # type: list[str]
    for x in range(3):
        if isinstance(d, str):
            continue
        d  # type: int
    d  # type: int | str
    while e is None:
        e  # type: None
        break
    if e is None or a == "x":
        return 1
    e  # type: str


def rebound(a: Optional[str], b: Optional[str], c=None, d: Optional[list[int]] = None):
    if a is not None:
        a = None
        a  # type: None
    if b is None:
        b = "x"
    b  # type: str
    if c is None:
        c = []
    c  # type: unknown
    if d is None:
        d = []
    d  # type: list[int]


def default_dict(a: dict[str, int] | None = None):
    a = a or {}
    a  # type: dict[str, int]


def instances(a, b: int | str | list[int], c: object, d: str | bytes):
    if isinstance(a, str):
        a  # type: str
    if isinstance(a, (list, tuple)):
        a  # type: list | tuple
    if isinstance(a, Node):
        a  # type: Node
    if not isinstance(a, dict):
        return
    a  # type: dict
    if isinstance(b, int):
        b  # type: int
    elif isinstance(b, str):
        b  # type: str
    else:
        b  # type: list[int]
    if isinstance(b, (int, str)):
        b  # type: int | str
    else:
        b  # type: list[int]
    if isinstance(c, re.Pattern):
        c  # type: re.Pattern
    if isinstance(d, str):
        d = d.encode()
    d  # type: bytes
    if type(c) is list:
        c  # type: list
    if type(c) == dict and isinstance(a, dict):
        c  # type: dict
    if isinstance(b, int) or isinstance(b, list):
        b  # type: int | list[int]


def conditions(a: Optional[str], xs: list[Optional[str]], unknown):
    a.upper() if a is not None else 0  # type: int | str
    len(a) if a else unknown  # type: unknown
    a is not None and a.upper()  # type: bool | str
    a is None or a.upper()  # type: bool | str
    [x for x in xs if x]  # type: list[str]
    [x for x in xs if x is not None]  # type: list[str]
    [x for x in xs]  # type: list[None | str]
    [x.upper() for x in xs if x]  # type: list[str]
    any(x for x in xs)  # type: bool


def walrus(line: str):
    if m := re.match("a", line):
        m  # type: re.Match[str]
        m.group()  # type: str
    while chunk := line[1:]:
        chunk  # type: str
    if (n := re.match("a", line)) is not None:
        n  # type: re.Match[str]
    if (k := re.match("a", line)) is None:
        return
    k  # type: re.Match[str]


def dominated(unknown):
    x = 1
    x  # type: int
    x = "a"
    x  # type: str
    if unknown:
        x = b"a"
    x  # type: str | bytes
    x = [1]
    x  # type: list[int]


def loops(unknown):
    x = None
    for i in range(3):
        x  # type: None | str
        x = "a"
        x  # type: str
    x  # type: None | str
    y = 0
    while unknown:
        y += 1
        y  # type: int
    y  # type: int
    z = 1
    while unknown:
        z = z / 2
    z  # type: int | float
    s = "abc"
    while s:
        s = s[1:]
        s  # type: str


def tries(unknown):
    x = None
    try:
        x = unknown()
        x = "a"
    except ValueError as error:
        error  # type: ValueError
        x  # type: unknown
    except (OSError, KeyError) as error:
        error  # type: KeyError | OSError
        x = 3
    finally:
        x  # type: unknown
    x  # type: unknown


def nested(a: Optional[str]):
    if a is None:
        return None

    def inner():
        a  # type: None | str

    lambda: a  # type: function -> None | str
    return inner


def captured():
    x = 1

    def inner():
        nonlocal x
        x = "a"

    inner()
    x  # type: int | str


def elifs(a: int | str | None):
    if a is None:
        a  # type: None
    elif isinstance(a, int):
        a  # type: int
    else:
        a  # type: str


def deleted():
    x = 1
    del x
    x = "a"
    x  # type: str


def matched(a: int | str):
    match a:
        case int():
            a  # type: int | str
        case str() as b:
            b  # type: unknown


def negated(a: Optional[int], b: Optional[int]):
    if not (a is None or b is None):
        a  # type: int
        b  # type: int
    if a is None and b is None:
        return
    a  # type: None | int
