// Measured on each release, 64-bit (getsizeof, the collector's head included); 0: it does not exist there.
#include "analysis/layout/fixed.h"

#include <algorithm>
#include <array>

namespace perfhint::layout {
namespace {

struct Row {
  std::string_view name;
  std::array<std::uint16_t, 8> bytes;  // 3.8 to 3.15
};

constexpr Row rows[] = {
    {"cell", {40, 40, 40, 40, 40, 40, 40, 40}},
    {"method", {64, 64, 64, 64, 64, 64, 64, 64}},
    {"builtin_method", {72, 72, 72, 72, 72, 72, 72, 72}},
    {"method-wrapper", {48, 48, 48, 48, 48, 48, 48, 48}},
    {"module", {72, 72, 72, 72, 72, 72, 72, 120}},
    {"class", {1064, 1064, 1072, 1688, 1704, 1712, 1720, 1728}},
    {"class.slots", {896, 896, 904, 920, 936, 944, 952, 960}},
    {"types.SimpleNamespace", {40, 40, 40, 40, 40, 40, 40, 40}},
    {"types.MappingProxyType", {40, 40, 40, 40, 40, 40, 40, 40}},
    {"object", {16, 16, 16, 16, 16, 16, 16, 16}},
    {"memoryview", {184, 184, 184, 184, 184, 184, 184, 184}},
    {"property", {72, 72, 80, 80, 80, 80, 80, 80}},
    {"staticmethod", {48, 48, 48, 48, 48, 48, 48, 48}},
    {"iterator.list", {48, 48, 48, 48, 48, 48, 48, 48}},
    {"iterator.tuple", {48, 48, 48, 48, 48, 48, 48, 48}},
    {"iterator.str", {48, 48, 48, 48, 48, 48, 48, 48}},
    {"iterator.bytes", {48, 48, 48, 48, 48, 48, 48, 48}},
    {"iterator.dict", {72, 72, 72, 72, 72, 72, 72, 72}},
    {"iterator.set", {64, 64, 64, 64, 64, 64, 64, 64}},
    {"iterator.range", {48, 48, 48, 48, 40, 40, 40, 40}},
    {"iterator.call", {48, 48, 48, 48, 48, 48, 48, 48}},
    {"enumerate", {64, 64, 64, 72, 72, 72, 72, 72}},
    {"zip", {56, 56, 64, 64, 64, 64, 64, 64}},
    {"map", {48, 48, 48, 48, 48, 48, 56, 56}},
    {"filter", {48, 48, 48, 48, 48, 48, 48, 48}},
    {"reversed", {48, 48, 48, 48, 48, 48, 48, 48}},
    {"view", {40, 40, 40, 40, 40, 40, 40, 40}},
    {"super", {56, 56, 56, 56, 56, 56, 56, 56}},
    {"itertools.count", {56, 56, 56, 56, 56, 56, 56, 56}},
    {"itertools.repeat", {48, 48, 48, 48, 48, 48, 48, 48}},
    {"itertools.cycle", {64, 64, 64, 64, 64, 64, 56, 56}},
    {"itertools.chain", {48, 48, 48, 48, 48, 48, 48, 48}},
    {"itertools.islice", {72, 72, 72, 72, 72, 72, 72, 72}},
    {"itertools.accumulate", {64, 64, 64, 64, 72, 72, 72, 72}},
    {"itertools.takewhile", {56, 56, 56, 56, 56, 56, 56, 56}},
    {"itertools.dropwhile", {56, 56, 56, 56, 56, 56, 56, 56}},
    {"itertools.filterfalse", {48, 48, 48, 48, 48, 48, 48, 48}},
    {"itertools.starmap", {48, 48, 48, 48, 48, 48, 48, 48}},
    {"itertools.zip_longest", {72, 72, 72, 72, 72, 72, 72, 72}},
    {"itertools.compress", {48, 48, 48, 48, 48, 48, 48, 48}},
    {"itertools.groupby", {80, 80, 80, 80, 88, 88, 88, 88}},
    {"fractions.Fraction", {48, 48, 48, 48, 48, 48, 48, 48}},
    {"datetime.datetime", {48, 48, 48, 48, 48, 48, 48, 48}},
    {"datetime.date", {32, 32, 32, 32, 32, 32, 32, 32}},
    {"datetime.time", {40, 40, 40, 40, 40, 40, 40, 40}},
    {"datetime.timedelta", {40, 40, 40, 40, 40, 40, 40, 40}},
    {"datetime.timezone", {32, 32, 32, 32, 32, 32, 32, 32}},
    {"uuid.UUID", {56, 56, 56, 56, 64, 64, 64, 64}},
    {"itertools.pairwise", {0, 0, 48, 48, 48, 56, 56, 56}},
    {"itertools.batched", {0, 0, 0, 0, 48, 56, 56, 56}},
    {"ExceptionGroup", {0, 0, 0, 112, 120, 120, 128, 128}},
    {"pathlib.PurePath", {88, 88, 88, 88, 104, 112, 96, 96}},
    {"pathlib.Path and parts", {192, 184, 176, 176, 192, 200, 192, 192}},
    {"pathlib.PurePath and parts", {176, 176, 176, 176, 192, 200, 184, 184}},
    {"pathlib.Path", {104, 96, 88, 88, 104, 112, 104, 104}},
    {"decimal.Decimal", {104, 104, 104, 104, 104, 120, 120, 120}},
    {"io.StringIO", {136, 136, 136, 136, 184, 184, 136, 136}},
    {"io.BytesIO", {80, 80, 80, 80, 80, 80, 80, 80}},
    {"threading.Lock", {40, 40, 56, 56, 56, 56, 56, 56}},
    {"threading.RLock", {48, 48, 64, 64, 64, 64, 72, 72}},
    {"functools.partial", {80, 80, 80, 80, 80, 80, 96, 96}},
    {"functools.lru_cache", {144, 152, 168, 168, 168, 168, 168, 168}},
    {"random.Random", {2552, 2552, 2552, 2560, 2552, 2552, 2552, 2552}},
    {"time.struct_time", {112, 112, 112, 112, 112, 128, 136, 136}},
    {"weakref.ref", {72, 72, 72, 80, 80, 80, 80, 80}},
    {"re.Match.0", {104, 104, 120, 120, 120, 120, 120, 120}},
    {"struct.Struct", {88, 88, 104, 104, 104, 104, 104, 112}},  // of an empty format
    // All that an empty one allocates: the object, its attributes, its tables and the callback that clears
    // them.
    {"weakref.WeakSet and parts", {896, 896, 904, 872, 872, 880, 608, 608}},
    {"weakref.WeakValueDictionary and parts", {752, 752, 760, 728, 728, 736, 464, 464}},
    {"weakref.WeakKeyDictionary and parts", {744, 744, 752, 728, 728, 736, 456, 456}},
    {"types.GenericAlias", {0, 64, 64, 80, 80, 80, 80, 80}},
    {"types.UnionType", {0, 0, 48, 48, 48, 48, 72, 72}},
    {"code", {176, 176, 176, 192, 200, 208, 216, 216}},
};

constexpr Row exceptions[] = {
    {"Exception", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"OSError", {120, 120, 120, 128, 128, 128, 128, 128}},
    {"StopIteration", {88, 88, 88, 96, 96, 96, 96, 96}},
    {"SystemExit", {88, 88, 88, 96, 96, 96, 96, 96}},
    {"UnicodeDecodeError", {120, 120, 120, 128, 128, 128, 128, 128}},
    {"SyntaxError", {128, 128, 144, 152, 152, 152, 160, 160}},
    {"ImportError", {104, 104, 104, 112, 120, 120, 120, 120}},
    {"AttributeError", {80, 80, 96, 104, 104, 104, 104, 104}},
    {"NameError", {80, 80, 88, 96, 96, 96, 96, 96}},
    {"FileNotFoundError", {120, 120, 120, 128, 128, 128, 128, 128}},
    {"PermissionError", {120, 120, 120, 128, 128, 128, 128, 128}},
    {"TimeoutError", {120, 120, 120, 128, 128, 128, 128, 128}},
    {"ConnectionError", {120, 120, 120, 128, 128, 128, 128, 128}},
    {"IOError", {120, 120, 120, 128, 128, 128, 128, 128}},
    {"UnboundLocalError", {80, 80, 88, 96, 96, 96, 96, 96}},
    {"ModuleNotFoundError", {104, 104, 104, 112, 120, 120, 120, 120}},
    {"BaseException", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"ValueError", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"TypeError", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"KeyError", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"IndexError", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"LookupError", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"ArithmeticError", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"ZeroDivisionError", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"OverflowError", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"FloatingPointError", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"AssertionError", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"RuntimeError", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"NotImplementedError", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"RecursionError", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"BufferError", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"EOFError", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"MemoryError", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"ReferenceError", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"StopAsyncIteration", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"KeyboardInterrupt", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"GeneratorExit", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"Warning", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"UserWarning", {80, 80, 80, 88, 88, 88, 88, 88}},
    {"DeprecationWarning", {80, 80, 80, 88, 88, 88, 88, 88}},
};

template <std::size_t count>
ByteCount find(const Row (&table)[count], Python python, std::string_view name) {
  for (const Row& row : table) {
    if (row.name == name) return row.bytes[static_cast<std::size_t>(python.minor - oldest_python.minor)];
  }
  return 0;
}

constexpr std::string_view immutable[] = {"decimal.Decimal",
                                          "fractions.Fraction",
                                          "datetime.datetime",
                                          "datetime.date",
                                          "datetime.time",
                                          "datetime.timedelta",
                                          "datetime.timezone",
                                          "uuid.UUID",
                                          "time.struct_time",
                                          "memoryview",
                                          "struct.Struct",
                                          "types.GenericAlias",
                                          "types.UnionType",
                                          "types.MappingProxyType",
                                          "weakref.ref",
                                          "object",
                                          "NotImplementedType",
                                          "cell",
                                          "code",
                                          "threading.Lock"};

}  // namespace

bool is_immutable(std::string_view type) {
  return type.starts_with("numpy.") || std::ranges::find(immutable, type) != std::end(immutable);
}

ByteCount fixed_bytes(Python python, std::string_view name) { return find(rows, python, name); }

ByteCount exception_bytes(Python python, std::string_view type) { return find(exceptions, python, type); }

}  // namespace perfhint::layout
