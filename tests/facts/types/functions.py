# What functions of the module give.
import asyncio
import contextlib
import functools
from typing import Iterator, Optional, overload


def annotated(x) -> list[int]:
    return x


def annotated_float() -> float:
    return 1


def evident(x):
    if x:
        return "a"
    return "b"


def mixed(x):
    if x:
        return "a"
    return 1


def falls_off(x):
    if x:
        return "a"


def bare(x):
    if x:
        return
    return "a"


def raises(x):
    if x:
        return 1
    raise ValueError


def endless():
    while True:
        pass


def forever(x):
    while True:
        if x:
            return 1


def tried(x):
    try:
        return int(x)
    except ValueError:
        return 0


def tried_falling(x):
    try:
        return int(x)
    except ValueError:
        pass


def nothing():
    pass


def builds(xs: list[str]):
    result = []
    for x in xs:
        result.append(x.upper())
    return result


def builds_dict(xs: list[str]):
    table = {}
    for i, x in enumerate(xs):
        table[x] = i
    return table


def pair(s: str):
    return s, len(s)


def generates(xs: list[str]):
    for x in xs:
        yield len(x)


def generates_from(xs: list[str]):
    yield from xs


def generates_annotated() -> Iterator[str]:
    yield "a"


def recursive(n):
    return 1 if n == 0 else recursive(n - 1) + 1


def recursive_float(n):
    return 1 if n == 0 else recursive_float(n - 1) / 2


def calls():
    return pair("a")[1]


def unknown_return(x):
    return x


async def coroutine() -> str:
    return "a"


async def evident_coroutine():
    return 1


@functools.lru_cache(maxsize=None)
def cached(x) -> int:
    return x


@contextlib.contextmanager
def context():
    yield "a"


def decorate(f):
    return f


@decorate
def decorated() -> int:
    return 1


@overload
def many(x: int) -> int: ...
@overload
def many(x: str) -> str: ...
def many(x):
    return x


double = lambda x: 2.0


def asks():
    annotated(1)  # type: list[int]
    annotated_float()  # type: int | float
    evident(1)  # type: str
    mixed(1)  # type: int | str
    falls_off(1)  # type: None | str
    bare(1)  # type: None | str
    raises(1)  # type: int
    endless()  # type: unknown
    forever(1)  # type: int
    tried(1)  # type: int
    tried_falling(1)  # type: None | int
    nothing()  # type: None
    builds([])  # type: list[str]
    builds_dict([])  # type: dict[str, int]
    pair("a")  # type: tuple[str, int]
    generates([])  # type: iterator[int]
    generates_from([])  # type: iterator[str]
    generates_annotated()  # type: iterator[str]
    recursive(3)  # type: int
    recursive_float(3)  # type: int | float
    calls()  # type: unknown
    unknown_return(1)  # type: unknown
    cached(1)  # type: int
    decorated()  # type: unknown
    many(1)  # type: unknown
    double(1)  # type: float
    name, size = pair("a")
    name  # type: str
    size  # type: int
    for n in generates([]):
        n  # type: int
    with context() as c:
        c  # type: str
    evident  # type: function -> str
    list(map(evident, []))  # type: list[str]


async def awaits():
    await coroutine()  # type: str
    await evident_coroutine()  # type: int
    coroutine()  # type: typing.Coroutine[str]
    task = asyncio.create_task(coroutine())
    task  # type: asyncio.Task


def in_one_block():
    def inner():
        return [1]

    inner()  # type: list[int]

    def inner_pair():
        return 1, "a"

    a, b = inner_pair()
    a  # type: int
    b  # type: str
