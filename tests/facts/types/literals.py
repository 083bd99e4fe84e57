# Literals, displays, comprehensions, operators.
import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path


def literals(unknown):
    1  # type: int
    1_000  # type: int
    0x1F  # type: int
    1.5  # type: float
    1e9  # type: float
    2j  # type: complex
    1e-3j  # type: complex
    "a"  # type: str
    'a' "b"  # type: str
    f"{unknown}"  # type: str
    b"a"  # type: bytes
    rb"\d"  # type: bytes
    t"{unknown}"  # type: unknown
    True  # type: bool
    None  # type: None
    ...  # type: unknown


def displays(unknown):
    []  # type: list
    [1, 2]  # type: list[int]
    [1, True]  # type: list[int]
    [1, "a"]  # type: list[int | str]
    [1, 2.0]  # type: list[int | float]
    [1, unknown]  # type: list
    [[1], [2]]  # type: list[list[int]]
    [[1], ["a"]]  # type: list[list[int | str]]
    [[[1]]]  # type: list[list[list[int]]]
    [*[1], 2]  # type: list[int]
    [*unknown, 2]  # type: list
    ()  # type: tuple
    (1,)  # type: tuple[int]
    (1, "a")  # type: tuple[int, str]
    (1, unknown)  # type: tuple[int, unknown]
    (1, (2, "a"))  # type: tuple[int, tuple[int, str]]
    (1, 2, 3, 4, 5, 6, 7, 8, 9)  # type: tuple[int, ...]
    (*[1], 2)  # type: tuple[int, ...]
    {1}  # type: set[int]
    {"a", None}  # type: set[None | str]
    {}  # type: dict
    {"a": 1}  # type: dict[str, int]
    {"a": 1, "b": 2.0}  # type: dict[str, int | float]
    {"a": [1]}  # type: dict[str, list[int]]
    {"a": {"b": 1}}  # type: dict[str, dict[str, int]]
    {1: "a", **{2: "b"}}  # type: dict[int, str]
    {"a": unknown}  # type: dict[str, unknown]
    {**unknown}  # type: dict


def comprehensions(unknown, words: list[str]):
    [w for w in words]  # type: list[str]
    [len(w) for w in words]  # type: list[int]
    [w.split() for w in words]  # type: list[list[str]]
    [(w, i) for i, w in enumerate(words)]  # type: list[tuple[str, int]]
    [x for x in unknown]  # type: list
    {w[0] for w in words}  # type: set[str]
    {w: len(w) for w in words}  # type: dict[str, int]
    {w: [] for w in words}  # type: dict[str, list]
    (w for w in words)  # type: iterator[str]
    [c for w in words for c in w]  # type: list[str]
    [n for n in [1, None, 2] if n is not None]  # type: list[int]
    [n for n in unknown if isinstance(n, str)]  # type: list[str]
    [y for x in words if (y := x.strip())]  # type: list[str]


def numbers(unknown):
    1 + 2  # type: int
    1 + 2.0  # type: float
    1 / 2  # type: float
    1 // 2  # type: int
    1.0 // 2  # type: float
    7 % 2  # type: int
    2 ** 3  # type: unknown
    1 << 3  # type: int
    1 | 2  # type: int
    True | False  # type: bool
    True & 3  # type: int
    True + True  # type: int
    -1  # type: int
    -True  # type: int
    ~1  # type: int
    -1.5  # type: float
    not unknown  # type: bool
    1 + 2j  # type: complex
    unknown + 1  # type: unknown
    1 + unknown  # type: unknown
    1 @ 2  # type: unknown


def sequences(unknown, n: int, xs: list[int]):
    "a" + "b"  # type: str
    "a" + unknown  # type: unknown
    "a" * 3  # type: str
    3 * "a"  # type: str
    "a" % unknown  # type: str
    b"a" % unknown  # type: bytes
    b"a" + bytearray()  # type: bytes
    [1] + [2]  # type: list[int]
    [1] + ["a"]  # type: list[int | str]
    [0] * n  # type: list[int]
    n * [0]  # type: list[int]
    [[0] * n] * n  # type: list[list[int]]
    (1,) + ("a",)  # type: tuple[int, str]
    (1, 2) * n  # type: tuple[int, ...]
    {1} | {2}  # type: set[int]
    {1} & {"a"}  # type: set[int]
    {1} - {2}  # type: set[int]
    {1} | {"a"}  # type: set[int | str]
    {"a": 1} | {"b": 2}  # type: dict[str, int]
    xs + unknown  # type: unknown
    unknown + xs  # type: unknown


def comparisons(unknown):
    1 < 2  # type: bool
    1 < 2 < 3  # type: bool
    1 == unknown  # type: unknown
    unknown == 1  # type: unknown
    unknown is None  # type: bool
    unknown in [1]  # type: bool
    unknown not in [1]  # type: bool
    "a" == "b"  # type: bool
    [1] == [2]  # type: bool


def choices(unknown, s: str, maybe: str | None):
    1 if unknown else 2  # type: int
    1 if unknown else "a"  # type: int | str
    1 if unknown else None  # type: None | int
    1 if unknown else unknown  # type: unknown
    s or "a"  # type: str
    maybe or "a"  # type: str
    maybe and "a"  # type: None | str
    unknown or []  # type: unknown
    None or s  # type: str
    (x := 1)  # type: int


def subscripts(unknown, s: str, b: bytes, xs: list[int], t: tuple[int, str], d: dict[str, float]):
    s[0]  # type: str
    s[1:]  # type: str
    b[0]  # type: int
    b[1:]  # type: bytes
    xs[0]  # type: int
    xs[1:]  # type: list[int]
    xs[unknown]  # type: int
    t[0]  # type: int
    t[1]  # type: str
    t[-1]  # type: str
    t[unknown]  # type: int | str
    t[1:]  # type: tuple[int | str, ...]
    d["a"]  # type: int | float
    [[1]][0]  # type: list[int]
    [[1]][0][0]  # type: int
    {"a": [1]}["a"]  # type: list[int]
    range(3)[0]  # type: int
    range(3)[1:]  # type: range
    unknown[0]  # type: unknown


def library_operators(path: Path, moment: datetime.datetime, span: datetime.timedelta):
    path / "a"  # type: pathlib.Path
    path / "a" / "b"  # type: pathlib.Path
    moment - moment  # type: datetime.timedelta
    moment - span  # type: datetime.datetime
    moment + span  # type: datetime.datetime
    span * 2  # type: datetime.timedelta
    span / 2  # type: datetime.timedelta
    span / span  # type: float
    span // span  # type: int
    span + span  # type: datetime.timedelta
    Decimal("1") + 1  # type: decimal.Decimal
    Decimal("1") * Decimal("2")  # type: decimal.Decimal
    Fraction(1, 2) + 1  # type: fractions.Fraction
    Fraction(1, 2) + 1.0  # type: float
