# Attributes of self, methods, instances.
import enum
import io
import threading
from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple, Optional, TypedDict


class Point:
    origin = 0
    kinds = ["a"]

    def __init__(self, x, y: int = 0):
        self.x = 0
        self.y = y
        self.name = "a"
        self.tags = []
        self.counts = {}
        self.sizes: list[int] = []
        self.given = x
        self.late = None
        self.either = None
        self.lock = threading.Lock()
        self.queue = deque()
        self.pair = (1, "a")
        self.a, self.b = 1, 2

    def use(self):
        self.x  # type: int
        self.y  # type: int
        self.name  # type: str
        self.tags  # type: list
        self.counts  # type: dict
        self.sizes  # type: list[int]
        self.given  # type: unknown
        self.late  # type: unknown
        self.either  # type: None | int
        self.queue  # type: deque
        self.pair  # type: tuple[int, str]
        self.a  # type: unknown
        self.origin  # type: unknown
        self.missing  # type: unknown
        self  # type: Point

    def change(self):
        self.either = 3
        self.name += "b"
        self.x += 1

    def size(self):
        return len(self.name)

    def label(self) -> str:
        return self.given

    def to_override(self):
        raise NotImplementedError

    def to_override_too(self):
        return None

    @property
    def area(self):
        return 1.5

    @property
    def width(self):
        return 1

    @width.setter
    def width(self, value):
        pass

    @staticmethod
    def make():
        return [1]

    @classmethod
    def build(cls):
        return cls(1)

    def methods(self):
        self.size()  # type: int
        self.label()  # type: str
        self.to_override()  # type: unknown
        self.to_override_too()  # type: unknown
        self.area  # type: int | float
        self.width  # type: int
        self.make()  # type: list[int]
        self.build()  # type: Point
        self.size  # type: function -> int
        inner = lambda: self.name
        inner()  # type: str


class Buffers:
    def buffer(self):
        return io.StringIO()

    def open(self) -> io.StringIO:
        return io.StringIO()

    def use(self):
        self.buffer()  # type: unknown
        self.open()  # type: io.StringIO


class Placeholder:
    def __init__(self):
        self.payload = None

    def fill(self, payload):
        self.payload = payload


class Filled(Placeholder):
    def __init__(self):
        self.payload = []
        self.rest = []

    def reset(self):
        self.elsewhere = []

    def use(self):
        self.payload  # type: unknown
        self.rest  # type: list
        self.elsewhere  # type: unknown


class Dynamic:
    def __init__(self):
        self.x = 1
        for name in "ab":
            setattr(self, name, None)

    def use(self):
        self.x  # type: unknown


class Computed:
    def __init__(self):
        self.x = 1

    def __getattribute__(self, name):
        return 3

    def use(self):
        self.x  # type: unknown


class Base:
    def __init__(self):
        self.items = {}

    def count(self):
        return 3


class Derived(Base):
    def use(self):
        self.count()  # type: int
        super().count()  # type: int


class Worker(threading.Thread):
    def __init__(self):
        self.pending = []

    def use(self):
        self.pending  # type: list
        self.is_alive()  # type: bool
        self.daemon  # type: bool


@dataclass
class Record:
    name: str
    size: int = 0
    owner: str = None
    tags: list[str] = field(default_factory=list)

    def use(self):
        self.name  # type: str
        self.tags  # type: list[str]
        self.owner  # type: None | str


class Color(enum.Enum):
    RED = 1

    def use(self):
        self  # type: Color
        Color.RED  # type: unknown


class Movie(TypedDict):
    title: str


class Pair(NamedTuple):
    left: int
    right: str

    def use(self):
        self.left  # type: int


class Sequenced(enum.Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name  # type: unknown


class WithMeta(metaclass=type):
    pass


def asks(p: Point, record: Record, maybe: Optional[Point]):
    Point(1)  # type: Point
    p  # type: Point
    p.name  # type: str
    p.x  # type: int
    p.given  # type: unknown
    p.size()  # type: int
    p.label()  # type: str
    p.area  # type: int | float
    p.missing  # type: unknown
    Point.make()  # type: list[int]
    Point(1).size()  # type: int
    record.name  # type: str
    record.tags  # type: list[str]
    maybe.name  # type: str
    Movie(title="a")  # type: dict[str, unknown]
    WithMeta()  # type: unknown
    Pair(1, "a").right  # type: str
    points = [Point(i) for i in range(3)]
    points  # type: list[Point]
    points[0].name  # type: str
    for q in points:
        q.size()  # type: int
    Derived().count()  # type: unknown


class Outer:
    def outside(self, other):
        other.flag = None

    def __init__(self):
        self.flag = 1

    def use(self):
        self.flag  # type: None | int


def local_class():
    class Point:
        def size(self):
            self  # type: local_class.Point
            return "a"

    Point()  # type: local_class.Point
    Point().size()  # type: unknown
