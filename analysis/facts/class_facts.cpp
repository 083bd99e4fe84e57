// Bases are walked before the class itself, each once, to a bounded depth. A base that nobody knows makes the
// answer incomplete, and says so.
#include "analysis/facts/class_facts.h"

#include <algorithm>
#include <array>

#include "analysis/facts/mangled.h"
#include "analysis/facts/project.h"

namespace perfhint {
namespace {

// A class, and the module whose names its bases are.
struct Located {
  const NameSummary* name = nullptr;
  std::string place;
  explicit operator bool() const { return name != nullptr; }
};

// Bases from elsewhere that are known. What has no __dict__ declares `__slots__ = ()`.
struct Outsider {
  std::string_view name;
  ClassKind kind;
  bool has_dict;
  std::string_view native;
};

constexpr std::array outsiders = {
    Outsider{"object", ClassKind::plain, false, ""},
    Outsider{"abc.ABC", ClassKind::plain, false, ""},
    Outsider{"typing.Generic", ClassKind::plain, false, ""},
    Outsider{"typing.Protocol", ClassKind::protocol, false, ""},
    Outsider{"typing_extensions.Protocol", ClassKind::protocol, false, ""},
    Outsider{"typing.NamedTuple", ClassKind::named_tuple, false, "tuple"},
    Outsider{"typing.TypedDict", ClassKind::typed_dict, false, "dict"},
    Outsider{"typing_extensions.TypedDict", ClassKind::typed_dict, false, "dict"},
    Outsider{"enum.Enum", ClassKind::enumeration, true, ""},
    Outsider{"enum.Flag", ClassKind::enumeration, true, ""},
    Outsider{"enum.IntEnum", ClassKind::enumeration, true, "int"},
    Outsider{"enum.IntFlag", ClassKind::enumeration, true, "int"},
    Outsider{"enum.StrEnum", ClassKind::enumeration, true, "str"},
    Outsider{"int", ClassKind::plain, false, "int"},
    Outsider{"float", ClassKind::plain, false, "float"},
    Outsider{"str", ClassKind::plain, false, "str"},
    Outsider{"bytes", ClassKind::plain, false, "bytes"},
    Outsider{"tuple", ClassKind::plain, false, "tuple"},
    Outsider{"list", ClassKind::plain, false, "list"},
    Outsider{"dict", ClassKind::plain, false, "dict"},
    Outsider{"set", ClassKind::plain, false, "set"},
    Outsider{"frozenset", ClassKind::plain, false, "frozenset"},
};

// Abstract containers: all of them `__slots__ = ()`.
constexpr std::string_view abstract = "collections.abc.";

// Exceptions have a __dict__ of their own.
bool is_exception(std::string_view name) {
  return name == "BaseException" || name == "Exception" || name == "KeyboardInterrupt" ||
         name == "SystemExit" ||
         (name.find('.') == std::string_view::npos && (name.ends_with("Error") || name.ends_with("Warning")));
}

constexpr std::array<std::string_view, 6> harmless_decorators = {"functools.total_ordering",
                                                                 "typing.final",
                                                                 "typing.runtime_checkable",
                                                                 "typing_extensions.final",
                                                                 "typing_extensions.runtime_checkable",
                                                                 "enum.unique"};

constexpr std::array<std::string_view, 6> attrs_decorators = {"attr.s",       "attr.attrs",  "attr.define",
                                                              "attrs.define", "attr.frozen", "attrs.frozen"};

template <class Names>
bool is_among(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void add(std::vector<std::string>& names, const std::string& name) {
  if (!is_among(names, name)) names.push_back(name);
}

class ClassWalk {
 public:
  ClassWalk(const ModuleView& module, std::vector<ImportLookup>* asked) : module_(module), asked_(asked) {}

  std::optional<ClassFacts> run(const Located& located) {
    if (!located || !located.name->shape || located.name->definitions != 1) return std::nullopt;
    visit(located, 0);
    return std::move(facts_);
  }

  // "Base" or "shapes.Base", as written in the module at `place`.
  Located find(const std::string& place, std::string_view written) const {
    const std::string_view head = written.substr(0, written.find('.'));
    const NameSummary* name = find_here(place, head);
    if (!name) return {};
    if (name->target.empty()) return head == written ? Located{name, place} : Located{};
    return imported(place, name->target + std::string(written.substr(head.size())));
  }

  Located imported(const std::string& place, std::string_view qualified) const {
    if (asked_) asked_->push_back({place, std::string(qualified)});
    if (!module_.project()) return {};
    Project::Found found = module_.project()->find(place, qualified);
    return {found.name, std::move(found.place)};
  }

 private:
  static constexpr int deepest = 8;

  const NameSummary* find_here(const std::string& place, std::string_view name) const {
    if (place == module_.place()) {
      const ModuleEntry* entry = module_.find(name);
      return entry && entry->definitions > 0 ? entry : nullptr;
    }
    const Interface* interface = module_.project() ? module_.project()->at(place) : nullptr;
    return interface ? interface->find(name) : nullptr;
  }

  // As its module's imports tell: "dataclass" -> "dataclasses.dataclass".
  std::string qualified(const std::string& place, std::string_view written) const {
    const std::string_view head = written.substr(0, written.find('.'));
    const NameSummary* name = find_here(place, head);
    if (!name || name->target.empty()) return std::string(written);
    return name->target + std::string(written.substr(head.size()));
  }

  void doubt(std::string why) {
    if (facts_.unknown.empty()) facts_.unknown = std::move(why);
  }

  void visit(const Located& located, int depth) {
    const ClassShape& shape = *located.name->shape;
    if (depth > deepest) return doubt("its bases go too deep");
    if (std::find(visited_.begin(), visited_.end(), &shape) != visited_.end()) return;
    visited_.push_back(&shape);
    for (const std::string& base : shape.bases) read_base(located.place, base, depth);
    const bool had_weakref = facts_.has_weakref;
    bool slotted = shape.has_slots, fields = false;
    for (const ClassShape::Decorator& decorator : shape.decorators) {
      read_decorator(located.place, decorator, slotted, fields);
    }
    const bool tuple = is_named_tuple_itself(located.place, shape);
    if (fields || tuple || facts_.kind == ClassKind::typed_dict) {
      for (const std::string& field : shape.fields) add(facts_.attributes, field);
    }
    for (const std::string& attribute : shape.attributes) add(facts_.attributes, attribute);
    facts_.computed_attributes |= shape.computed_attributes;
    if (slotted) {
      read_slots(located.name->name, shape.has_slots ? shape.slots : shape.fields);
    } else if (!tuple && facts_.kind != ClassKind::typed_dict) {
      facts_.has_dict = facts_.has_weakref = true;
    }
    if (!had_weakref && facts_.has_weakref) facts_.slots_before_weakref = facts_.slots.size();
    if (shape.computed_slots) doubt("its `__slots__` are computed");
  }

  bool is_named_tuple_itself(const std::string& place, const ClassShape& shape) const {
    return std::any_of(shape.bases.begin(), shape.bases.end(), [&](const std::string& base) {
      return qualified(place, base) == "typing.NamedTuple";
    });
  }

  void read_slots(std::string_view owner, const std::vector<std::string>& slots) {
    const std::size_t first = facts_.slots.size();
    for (const std::string& slot : slots) {
      if (slot == "__dict__") {
        facts_.has_dict = true;
      } else if (slot == "__weakref__") {
        facts_.has_weakref = true;
      } else {
        facts_.slots.push_back(slot);  // a slot that a base has, too, is there twice
      }
    }
    const auto own = facts_.slots.begin() + static_cast<std::ptrdiff_t>(first);
    std::sort(own, facts_.slots.end(), [owner](const std::string& a, const std::string& b) {
      return mangled(owner, a) < mangled(owner, b);
    });
  }

  void read_decorator(const std::string& place, const ClassShape::Decorator& decorator, bool& slotted,
                      bool& fields) {
    const std::string name = qualified(place, decorator.name);
    if (name == "dataclasses.dataclass") {
      facts_.kind = ClassKind::dataclass;
      fields = true;
      slotted |= decorator.says("slots=True");
      facts_.has_weakref |= decorator.says("weakref_slot=True");
    } else if (is_among(attrs_decorators, name)) {
      facts_.kind = ClassKind::attrs;
      fields = true;
      const bool by_default = name.ends_with("define") || name.ends_with("frozen");
      slotted |= decorator.says("slots=True") || (by_default && !decorator.says("slots=False"));
      if (slotted && !decorator.says("weakref_slot=False")) facts_.has_weakref = true;
    } else if (!is_among(harmless_decorators, name)) {
      doubt("decorator `" + decorator.name + "` may change the class");
    }
  }

  void read_base(const std::string& place, std::string_view written, int depth) {
    if (written.find('=') != std::string_view::npos) {  // metaclass=ABCMeta
      const std::string_view value = written.substr(written.find('=') + 1);
      const std::string name =
          qualified(place, value.substr(std::min(value.find_first_not_of(' '), value.size())));
      const bool harmless = written.starts_with("metaclass") && (name == "abc.ABCMeta" || name == "type");
      if (!harmless && written.starts_with("metaclass"))
        doubt("metaclass `" + std::string(value) + "` may change the class");
      return;
    }
    const std::string_view bare = written.substr(0, written.find('['));  // Generic[T]
    if (const Located base = find(place, bare); base && base.name->shape && base.name->definitions == 1) {
      return visit(base, depth + 1);
    }
    const std::string name = qualified(place, bare);
    if (name.starts_with(abstract)) return;
    const auto* known =
        std::find_if(outsiders.begin(), outsiders.end(), [&](const Outsider& o) { return o.name == name; });
    const bool shadowed = find_here(place, bare) && find_here(place, bare)->target.empty();
    if (shadowed || (known == outsiders.end() && !is_exception(name))) {
      return doubt("base `" + std::string(written) + "` is not known here");
    }
    if (known == outsiders.end()) {
      facts_.has_dict = true;
      facts_.native = name;
      return;
    }
    if (known->kind != ClassKind::plain) facts_.kind = known->kind;
    facts_.has_dict |= known->has_dict;
    if (!known->native.empty()) facts_.native = known->native;
  }

  const ModuleView& module_;
  std::vector<ImportLookup>* asked_;
  ClassFacts facts_;
  std::vector<const ClassShape*> visited_;
};

}  // namespace

std::optional<ClassFacts> class_facts(const ModuleView& module, std::string_view name,
                                      std::vector<ImportLookup>* asked) {
  ClassWalk walk(module, asked);
  return walk.run(walk.find(module.place(), name));
}

std::optional<ClassFacts> imported_class_facts(const ModuleView& module, std::string_view qualified,
                                               std::vector<ImportLookup>* asked) {
  ClassWalk walk(module, asked);
  return walk.run(walk.imported(module.place(), qualified));
}

}  // namespace perfhint
