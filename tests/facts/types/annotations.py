# What annotations say.
import collections
import collections.abc
import typing
import typing as t
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from re import Pattern
from typing import (IO, Annotated, Any, BinaryIO, ClassVar, Dict, Final, FrozenSet, List, Literal, Optional, Set, TextIO, Tuple,
                    Type, TypeVar, Union)

T = TypeVar("T")
Vector = list[float]
Name = str
Table = dict[str, list[int]]
Either = int | str
Old: typing.TypeAlias = "list[int]"
type New = list[str]


class Point:
    pass


def plain(a: int, b: float, c: complex, d: str, e: bytes, f: bool, g: None, h: object, i: Any, j: bytearray, k: range):
    a  # type: int
    b  # type: int | float
    c  # type: int | float | complex
    d  # type: str
    e  # type: bytes
    f  # type: bool
    g  # type: None
    h  # type: unknown
    i  # type: unknown
    j  # type: bytearray
    k  # type: range


def containers(a: list, b: list[int], c: List[int], d: dict[str, int], e: Dict[str, List[int]], f: set[str], g: Set[str],
               h: frozenset[int], i: FrozenSet[int], j: deque[int], k: t.Deque[int], l: tuple, m: tuple[int, str],
               n: Tuple[int, ...], o: tuple[()], p: list[list[int]], q: dict[str, dict[str, int]]):
    a  # type: list
    b  # type: list[int]
    c  # type: list[int]
    d  # type: dict[str, int]
    e  # type: dict[str, list[int]]
    f  # type: set[str]
    g  # type: set[str]
    h  # type: frozenset[int]
    i  # type: frozenset[int]
    j  # type: deque[int]
    k  # type: deque[int]
    l  # type: tuple
    m  # type: tuple[int, str]
    n  # type: tuple[int, ...]
    o  # type: tuple
    p  # type: list[list[int]]
    q  # type: dict[str, dict[str, int]]
    p[0]  # type: list[int]
    q["a"]["b"]  # type: int


def collected(a: Counter[str], b: defaultdict[str, list[int]], c: OrderedDict[str, int], d: collections.Counter,
              e: t.DefaultDict[str, int]):
    a  # type: collections.Counter[str, int]
    a["x"]  # type: int
    b  # type: collections.defaultdict[str, list[int]]
    b["x"]  # type: list[int]
    c  # type: collections.OrderedDict[str, int]
    d["x"]  # type: int
    e["x"]  # type: int


def unions(a: Optional[str], b: str | None, c: Union[int, str], d: Union[int, str, None], e: "int | str",
           f: list[int] | tuple[int, ...], g: t.Optional[List[int]], h: int | float, i: int | bool,
           j: list[int] | list[str], k: int | str | bytes | float | None, l: int | Any, m: Optional[T]):
    a  # type: None | str
    b  # type: None | str
    c  # type: int | str
    d  # type: None | int | str
    e  # type: int | str
    f  # type: list[int] | tuple[int, ...]
    f[0]  # type: int
    g  # type: None | list[int]
    h  # type: int | float
    i  # type: int
    j  # type: list[int | str]
    k  # type: unknown
    l  # type: unknown
    m  # type: unknown
    for x in f:
        x  # type: int


def quoted(a: "int", b: 'list["Point"]', c: "Optional[Point]", d: "list[int]" = None, e: list["str"] = None):
    a  # type: int
    Point
    b  # type: list[Point]
    c  # type: None | Point
    d  # type: None | list[int]
    e  # type: None | list[str]


def special(a: Annotated[int, "positive"], b: Literal["a", "b"], c: Literal[1, 2], d: Literal[True], e: Literal["a", 1],
            f: Final[int], g: Type[Point], h: type[int], i: Callable[[int], str], j: Callable, k: Literal[b"a"],
            l: t.LiteralString, m: Literal["a", None]):
    a  # type: int
    b  # type: str
    c  # type: int
    d  # type: bool
    e  # type: int | str
    f  # type: int
    g()  # type: Point
    h  # type: class
    i  # type: function -> str
    i(1)  # type: str
    j  # type: function
    k  # type: bytes
    l  # type: str
    m  # type: None | str


def protocols(a: Iterable[int], b: Sequence[str], c: Mapping[str, int], d: Iterator[int], e: Generator[int, None, None],
              f: collections.abc.MutableMapping[str, list[int]], g: typing.Collection[int], h: Iterable):
    a  # type: typing.Iterable[int]
    c  # type: typing.Mapping[str, int]
    d  # type: iterator[int]
    e  # type: iterator[int]
    for x in a:
        x  # type: int
    for x2 in b:
        x2  # type: str
    for k in c:
        k  # type: str
    for k2, v2 in c.items():
        k2  # type: str
        v2  # type: int
    c["x"]  # type: int
    f["x"]  # type: list[int]
    for x3 in e:
        x3  # type: int
    for x4 in h:
        x4  # type: unknown


def files(a: TextIO, b: BinaryIO, c: IO[str], d: IO[bytes], e: IO):
    a  # type: text file
    b  # type: binary file
    c  # type: text file
    d  # type: binary file
    e  # type: unknown
    a.read()  # type: str
    b.read()  # type: bytes
    c.readlines()  # type: list[str]


def aliases(a: Vector, b: Name, c: Table, d: Either, e: Old, f: New, g: list[Name], h: Point, i: list[Point], j: T):
    a  # type: list[int | float]
    b  # type: str
    c  # type: dict[str, list[int]]
    d  # type: int | str
    e  # type: unknown
    f  # type: list[str]
    g  # type: list[str]
    h  # type: Point
    i  # type: list[Point]
    j  # type: unknown


def library(a: Path, b: Pattern[str], c: "Path | None", d: list[Path]):
    a  # type: pathlib.Path
    b  # type: re.Pattern[str]
    c  # type: None | pathlib.Path
    d[0].name  # type: str


def defaults(a: int = 3, b: int = None, c: list[int] = [], d: "str" = "", e=None, f=3, *args: int, **kwargs: str):
    a  # type: int
    b  # type: None | int
    c  # type: list[int]
    d  # type: str
    e  # type: unknown
    f  # type: unknown
    args  # type: tuple[int, ...]
    kwargs  # type: dict[str, str]


def starred(*args, **kwargs):
    args  # type: tuple
    kwargs  # type: dict[str, unknown]
    args[1:]  # type: tuple


def locals_annotated(unknown):
    a: list[int] = []
    b: int = unknown
    c: float = 0.0
    d: Sequence[int] = []
    e: dict[str, list[str]] = {}
    f: int
    f = unknown
    g: Optional[str] = None
    a  # type: list[int]
    b  # type: int
    c  # type: float
    d  # type: list
    e["x"]  # type: list[str]
    f  # type: unknown
    g  # type: None


class Annotated_:
    count: ClassVar[int] = 0
    names: list[str]
    table: dict[str, "Point"]
    point: Point

    def method(self):
        self.count  # type: int
        self.names  # type: list[str]
        self.table["x"]  # type: Point

    def clone(self) -> typing.Self:
        self.clone()  # type: Annotated_


def generic[S](a: S, b: list[S]):
    a  # type: unknown
    b  # type: list


def comments(
    a: list[  # what it holds
        int
    ],
):
    a  # type: list[int]
