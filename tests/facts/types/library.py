# The standard library and a few packages.
import argparse
import asyncio
import base64
import collections
import concurrent.futures
import copy
import csv
import datetime as dt
import enum
import functools
import glob
import hashlib
import heapq
import io
import itertools
import json
import logging
import math
import operator
import os
import os.path
import pathlib
import queue
import random
import re
import shutil
import socket
import sqlite3
import statistics
import string
import struct
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import urllib.parse
import uuid
from collections import Counter, OrderedDict, defaultdict, deque
from datetime import datetime
from os.path import join
from pathlib import Path

import httpx
import numpy as np
import pandas as pd
import requests
import sqlalchemy


def builtins_(unknown, xs: list[int], names: list[str], f: float):
    len(unknown)  # type: int
    str(unknown)  # type: str
    int(unknown)  # type: int
    float(unknown)  # type: float
    bool(unknown)  # type: bool
    bytes(3)  # type: bytes
    repr(unknown)  # type: str
    list(names)  # type: list[str]
    list(unknown)  # type: list
    tuple(names)  # type: tuple[str, ...]
    set(names)  # type: set[str]
    frozenset(xs)  # type: frozenset[int]
    dict(a=1)  # type: dict[str, int]
    dict(zip(names, xs))  # type: dict[str, int]
    dict(unknown)  # type: dict
    dict([(1, "a")])  # type: dict[int, str]
    dict((n, len(n)) for n in names)  # type: dict[str, int]
    dict.fromkeys(names)  # type: dict[str, None]
    dict.fromkeys(names, 0)  # type: dict[str, int]
    sorted(names)  # type: list[str]
    sorted({1: 2})  # type: list[int]
    sorted(n for n in names)  # type: list[str]
    reversed(names)  # type: iterator[str]
    enumerate(names)  # type: enumerate[tuple[int, str]]
    zip(xs, names)  # type: zip[tuple[int, str]]
    list(zip(xs, names))  # type: list[tuple[int, str]]
    map(str, xs)  # type: map[str]
    map(len, names)  # type: map[int]
    list(map(int, names))  # type: list[int]
    map(unknown, names)  # type: map
    filter(None, names)  # type: filter[str]
    range(3)  # type: range
    abs(-1)  # type: int
    abs(-1.5)  # type: float
    round(1.5)  # type: int
    round(1.5, 1)  # type: float
    round(1)  # type: int
    round(unknown)  # type: unknown
    divmod(7, 2)  # type: tuple[int, int]
    sum(xs)  # type: int
    sum([1.5])  # type: int | float
    sum(unknown)  # type: unknown
    sum([[1]], [])  # type: unknown
    max(xs)  # type: int
    max(1, 2.0)  # type: int | float
    max(names, default=None)  # type: None | str
    max(names, key=len)  # type: str
    min(unknown)  # type: unknown
    next(iter(names))  # type: str
    next((n for n in names), None)  # type: None | str
    iter(names)  # type: iterator[str]
    open("f")  # type: text file
    open("f", "rb")  # type: binary file
    open("f", mode="wb")  # type: binary file
    open("f", unknown)  # type: unknown
    isinstance(unknown, str)  # type: bool
    any(xs)  # type: bool
    ord("a")  # type: int
    chr(3)  # type: str
    hex(3)  # type: str
    input()  # type: str
    id(unknown)  # type: int
    hash(unknown)  # type: int
    pow(2, 3)  # type: unknown
    type(unknown)  # type: class
    getattr(unknown, "a")  # type: unknown
    callable(unknown)  # type: bool
    vars(unknown)  # type: unknown
    ValueError("a")  # type: ValueError
    object()  # type: unknown
    memoryview(b"a")  # type: memoryview
    format(1)  # type: str
    print("a")  # type: unknown


def strings(s: str, b: bytes, names: list[str]):
    s.split()  # type: list[str]
    s.split(",")[0]  # type: str
    s.strip()  # type: str
    s.encode()  # type: bytes
    s.join(names)  # type: str
    s.find("a")  # type: int
    s.startswith("a")  # type: bool
    s.splitlines()  # type: list[str]
    s.partition("a")  # type: tuple[str, str, str]
    s.upper().lower().title()  # type: str
    s.format(1)  # type: str
    s.replace("a", "b")  # type: str
    s.isdigit()  # type: bool
    s.count("a")  # type: int
    s.removeprefix("a")  # type: str
    b.decode()  # type: str
    b.split()  # type: list[bytes]
    b.hex()  # type: str
    b.strip()  # type: bytes
    ",".join(names).split(",")  # type: list[str]
    "{}".format(1)  # type: str
    (1).bit_length()  # type: int
    (1).to_bytes(2, "big")  # type: bytes
    (1.5).is_integer()  # type: bool
    (1.5).hex()  # type: str
    string.ascii_letters  # type: str
    textwrap.dedent(s)  # type: str
    textwrap.wrap(s)  # type: list[str]


def containers(xs: list[int], d: dict[str, list[int]], st: set[str], q: deque[int], t: tuple[int, str]):
    xs.pop()  # type: int
    xs.copy()  # type: list[int]
    xs.index(1)  # type: int
    xs.count(1)  # type: int
    xs.sort()  # type: None
    xs.append(1)  # type: None
    d.get("a")  # type: None | list[int]
    d.get("a", [])  # type: list[int]
    d.get("a", 0)  # type: int | list[int]
    d.pop("a")  # type: list[int]
    d.pop("a", None)  # type: None | list[int]
    d.setdefault("a", [])  # type: list[int]
    d.keys()  # type: dict view[str]
    d.values()  # type: dict view[list[int]]
    d.items()  # type: dict view[tuple[str, list[int]]]
    list(d.items())  # type: list[tuple[str, list[int]]]
    d.copy()  # type: dict[str, list[int]]
    d.popitem()  # type: tuple[str, list[int]]
    st.pop()  # type: str
    st.union({1})  # type: set[int | str]
    st.difference({1})  # type: set[str]
    st.issubset({1})  # type: bool
    q.popleft()  # type: int
    q.pop()  # type: int
    q[0]  # type: int
    t.index(1)  # type: int
    Counter("abc")  # type: collections.Counter[str, int]
    Counter(xs).most_common(1)  # type: list[tuple[int, int]]
    Counter()  # type: collections.Counter
    defaultdict(list)  # type: collections.defaultdict[unknown, list]
    defaultdict(int)  # type: collections.defaultdict[unknown, int]
    defaultdict(lambda: 0)  # type: collections.defaultdict[unknown, int]
    OrderedDict()  # type: collections.OrderedDict
    deque()  # type: deque
    deque(xs)  # type: deque[int]
    deque(maxlen=3)  # type: deque
    collections.ChainMap({})  # type: collections.ChainMap


def regular(s: str, b: bytes, unknown, p: re.Pattern[str]):
    re.compile("a")  # type: re.Pattern[str]
    re.compile(b"a")  # type: re.Pattern[bytes]
    re.match("a", s)  # type: None | re.Match[str]
    re.match("a", s).group()  # type: str
    re.match("a", s).group(1)  # type: None | str
    re.match("a", s).start()  # type: int
    re.match("a", s).span()  # type: tuple[int, int]
    re.match("a", s).groups()  # type: tuple[None | str, ...]
    re.sub("a", "b", s)  # type: str
    re.sub(unknown, "b", unknown)  # type: str
    re.sub(b"a", b"b", b)  # type: bytes
    re.split("a", s)  # type: list[None | str]
    re.findall("a", s)  # type: list
    re.escape(s)  # type: str
    re.subn("a", "b", s)  # type: tuple[str, int]
    p.sub("a", s)  # type: str
    p.match(s)  # type: None | re.Match[str]
    p.finditer(s)  # type: iterator[re.Match[str]]
    p.pattern  # type: str
    re.compile("a").search(s).end()  # type: int
    re.sub(unknown, unknown, unknown)  # type: str | bytes


def systems(s: str, path: Path, unknown):
    os.getcwd()  # type: str
    os.listdir(s)  # type: list[str]
    os.listdir()  # type: list[str]
    os.path.join(s, "a")  # type: str
    os.path.join(unknown, "a")  # type: str
    os.path.join(path, unknown)  # type: str
    os.path.join(unknown, unknown)  # type: str | bytes
    join(s, s)  # type: str
    os.path.exists(s)  # type: bool
    os.path.basename(s)  # type: str
    os.path.getsize(s)  # type: int
    os.path.getmtime(s)  # type: float
    os.environ["A"]  # type: str
    os.environ.get("A")  # type: None | str
    os.getenv("A")  # type: None | str
    os.getenv("A", "b")  # type: str
    os.getenv("A", default=3)  # type: unknown
    Color = enum.Enum("Color", "RED GREEN")
    Color  # type: class
    os.sep  # type: str
    os.stat(s).st_size  # type: int
    os.cpu_count()  # type: None | int
    Path("a")  # type: pathlib.Path
    Path.cwd()  # type: pathlib.Path
    pathlib.Path(s).name  # type: str
    path.read_text()  # type: str
    path.read_text().splitlines()  # type: list[str]
    path.read_bytes()  # type: bytes
    path.exists()  # type: bool
    path.parent  # type: pathlib.Path
    path.open()  # type: text file
    path.open("rb")  # type: binary file
    path.with_suffix(".a").stem  # type: str
    path.resolve() / "a"  # type: pathlib.Path
    path.parts  # type: tuple[str, ...]
    path.stat().st_mtime  # type: float
    sys.argv  # type: list[str]
    sys.argv[1]  # type: str
    sys.maxsize  # type: int
    glob.glob("*")  # type: list[str]
    shutil.which("a")  # type: None | str
    tempfile.mkdtemp()  # type: str
    tempfile.gettempdir()  # type: str
    subprocess.run(["a"]).returncode  # type: int
    subprocess.check_output(["a"])  # type: bytes
    subprocess.check_output(["a"], text=True)  # type: str
    subprocess.check_output(["a"], text=unknown)  # type: unknown


def times(moment: datetime):
    time.time()  # type: float
    time.perf_counter()  # type: float
    time.perf_counter_ns()  # type: int
    time.strftime("a")  # type: str
    datetime.now()  # type: datetime.datetime
    dt.datetime.now()  # type: datetime.datetime
    dt.date.today()  # type: datetime.date
    dt.timedelta(days=1)  # type: datetime.timedelta
    moment.isoformat()  # type: str
    moment.year  # type: int
    moment.date()  # type: datetime.date
    moment.replace(year=1)  # type: datetime.datetime
    datetime.strptime("a", "b")  # type: datetime.datetime
    datetime.fromisoformat("a")  # type: datetime.datetime
    (moment - moment).total_seconds()  # type: float
    moment.timestamp()  # type: float


def mathematics(xs: list[int]):
    math.sqrt(2)  # type: float
    math.floor(2.5)  # type: int
    math.pi  # type: float
    math.gcd(1, 2)  # type: int
    math.isclose(1, 2)  # type: bool
    random.random()  # type: float
    random.randint(1, 2)  # type: int
    random.choice(xs)  # type: int
    random.sample(xs, 2)  # type: list[int]
    statistics.fmean(xs)  # type: float
    heapq.nlargest(2, xs)  # type: list[int]
    heapq.heappop(xs)  # type: int
    copy.copy(xs)  # type: list[int]
    copy.deepcopy(xs)  # type: list[int]
    itertools.chain(xs, xs)  # type: itertools.chain[int]
    itertools.islice(xs, 2)  # type: itertools.islice[int]
    list(itertools.combinations(xs, 2))  # type: list[tuple[int, ...]]
    list(itertools.accumulate(xs))  # type: list
    functools.reduce(operator.add, xs)  # type: unknown
    functools.partial(len)  # type: functools.partial


def data(s: str, b: bytes):
    json.dumps(s)  # type: str
    json.loads(s)  # type: unknown
    base64.b64encode(b)  # type: bytes
    hashlib.sha256(b).hexdigest()  # type: str
    hashlib.md5(b).digest()  # type: bytes
    struct.pack("i", 1)  # type: bytes
    struct.unpack("i", b)  # type: tuple
    struct.calcsize("i")  # type: int
    uuid.uuid4()  # type: uuid.UUID
    str(uuid.uuid4())  # type: str
    uuid.uuid4().hex  # type: str
    urllib.parse.quote(s)  # type: str
    urllib.parse.urlparse(s)  # type: urllib.parse.ParseResult
    urllib.parse.urlparse(s).path  # type: str
    io.StringIO()  # type: io.StringIO
    io.StringIO().getvalue()  # type: str
    io.BytesIO().getvalue()  # type: bytes
    io.BytesIO().read()  # type: bytes
    csv.reader(open(s))  # type: _csv.Reader[list[str]]
    csv.DictReader(open(s))  # type: csv.DictReader[dict]
    sqlite3.connect(s)  # type: sqlite3.Connection
    sqlite3.connect(s).cursor()  # type: sqlite3.Cursor
    sqlite3.connect(s).execute("a").fetchall()  # type: list
    argparse.ArgumentParser()  # type: argparse.ArgumentParser
    argparse.ArgumentParser().parse_args()  # type: unknown
    logging.getLogger("a")  # type: logging.Logger
    logging.getLogger("a").isEnabledFor(1)  # type: bool


def concurrency(sock: socket.socket):
    threading.Thread()  # type: threading.Thread
    threading.Lock()  # type: threading.Lock
    threading.Event().is_set()  # type: bool
    queue.Queue()  # type: queue.Queue
    queue.Queue().qsize()  # type: int
    concurrent.futures.ThreadPoolExecutor()  # type: concurrent.futures.ThreadPoolExecutor
    concurrent.futures.Future().done()  # type: bool
    sock.recv(3)  # type: bytes
    sock.fileno()  # type: int
    with concurrent.futures.ThreadPoolExecutor() as pool:
        pool  # type: concurrent.futures.ThreadPoolExecutor
    with threading.Lock():
        pass


async def asynchronous(q: asyncio.Queue[int]):
    await asyncio.sleep(1)  # type: unknown
    await q.get()  # type: int
    q.qsize()  # type: int
    asyncio.Queue()  # type: asyncio.Queue
    asyncio.Lock()  # type: asyncio.Lock
    asyncio.get_running_loop().time()  # type: float


def packages(url: str, client: httpx.Client):
    np.zeros(3)  # type: numpy.ndarray
    np.arange(3).reshape(1, 3)  # type: numpy.ndarray
    np.array([1]).shape  # type: tuple[int, ...]
    np.array([1]) + 1  # type: unknown
    np.array([1]) == 1  # type: unknown
    pd.DataFrame()  # type: pandas.DataFrame
    pd.read_csv("f")  # type: pandas.DataFrame
    pd.read_csv("f", chunksize=3)  # type: unknown
    pd.read_csv("f").head()  # type: pandas.DataFrame
    pd.DataFrame()[["a", "b"]]  # type: pandas.DataFrame
    pd.DataFrame()["a"]  # type: unknown
    pd.DataFrame().assign(a=1)  # type: pandas.DataFrame
    pd.DataFrame().sort_values("a")  # type: None | pandas.DataFrame
    pd.DataFrame().query("a > 1")  # type: None | pandas.DataFrame
    pd.merge_asof(pd.DataFrame(), pd.DataFrame())  # type: pandas.DataFrame
    np.asanyarray([1])  # type: numpy.ndarray
    pd.DataFrame().iterrows()  # type: iterator[tuple[unknown, pandas.Series]]
    requests.get(url)  # type: requests.Response
    requests.get(url).text  # type: str
    requests.get(url).status_code  # type: int
    requests.get(url).json()  # type: unknown
    requests.Session().get(url)  # type: requests.Response
    httpx.get(url)  # type: httpx.Response
    client.get(url).text  # type: str
    sqlalchemy.create_engine(url)  # type: sqlalchemy.Engine
