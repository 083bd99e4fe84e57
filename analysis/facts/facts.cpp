#include "analysis/facts/facts.h"

#include <algorithm>
#include <array>

#include "analysis/facts/aliases.h"
#include "analysis/facts/builtins.h"
#include "analysis/facts/changes.h"
#include "analysis/facts/effects.h"
#include "analysis/facts/loops.h"

namespace perfhint {

Facts::Facts(const Syntax& syntax, const Names& names, const ModuleView& module, Python python,
             std::optional<Python> oldest)
    : syntax_(syntax),
      names_(names),
      module_(module),
      python_(python),
      oldest_(oldest.value_or(python)),
      inference_(syntax, names, &module_),
      flow_(syntax, names, [this](Node manager) { return may_swallow(manager); }) {}

Facts::~Facts() = default;

// --- names ---

const Binding* Facts::binding(Node identifier) const {
  if (!identifier.is(Kind::identifier)) return nullptr;
  const std::uint32_t index = names_.binding_at(identifier.index());
  return index == no_binding ? nullptr : &names_.bindings()[index];
}

bool Facts::is_closed(const Binding& binding) const {
  if (names_.scopes()[binding.scope].open) return false;
  if (binding.scope != 0) return !binding.definitions.empty();
  const ModuleEntry* entry = module_.find(binding.name);
  return !module_.star_import() && entry && entry->definitions == binding.definitions.size() &&
         !binding.definitions.empty();
}

bool Facts::is_local(const Binding& binding) const {
  const ScopeKind kind = names_.scopes()[binding.scope].kind;
  return kind == ScopeKind::function || kind == ScopeKind::lambda || kind == ScopeKind::comprehension;
}

bool Facts::is_builtin(Node identifier, std::string_view name) const {
  return identifier.text() == name && inference_.is_builtin(identifier);
}

std::string Facts::qualified_name(Node expression) const { return inference_.qualified_name(expression); }

bool Facts::is_call_of(Node call, std::string_view qualified) const {
  if (!call.is(Kind::call)) return false;
  const Node function = unparenthesised(call.child(Field::function));
  // Cheap refusals first: this is asked of every call.
  const std::string_view last =
      function.is(Kind::attribute) ? function.child(Field::attribute).text() : function.text();
  if (function.is(Kind::attribute) && !qualified.ends_with(last)) return false;
  return qualified_name(function) == qualified;
}

// --- loops ---

Node Facts::enclosing_loop(Node node) const { return perfhint::enclosing_loop(node); }
int Facts::loop_depth(Node node) const { return perfhint::loop_depth(node); }
Node Facts::enclosing_function(Node node) const { return perfhint::enclosing_function(node); }
Node Facts::enclosing_class(Node node) const { return perfhint::enclosing_class(node); }

// --- flow ---

Reaching Facts::reaching_definitions(Node use) const {
  Reaching seen = flow_.reaching(use);
  const Binding* name = binding(use);
  if (name && name->scope == 0 && !is_closed(*name)) seen.unbound = seen.elsewhere = true;
  return seen;
}

bool Facts::may_be_unbound(Node use) const {
  const Binding* name = binding(use);
  if (name == nullptr) return true;
  if (inference_.is_builtin(use)) return !is_builtin_name(use.text());
  const Reaching seen = reaching_definitions(use);
  return seen.unbound || seen.elsewhere || seen.definitions.empty();
}

bool Facts::may_swallow(Node manager) const {
  // Context managers of the library whose __exit__ never says that an exception has been dealt with.
  static constexpr std::array<std::string_view, 20> passing{"bz2.open",
                                                            "concurrent.futures.ProcessPoolExecutor",
                                                            "concurrent.futures.ThreadPoolExecutor",
                                                            "contextlib.closing",
                                                            "contextlib.redirect_stderr",
                                                            "contextlib.redirect_stdout",
                                                            "decimal.localcontext",
                                                            "gzip.open",
                                                            "io.open",
                                                            "lzma.open",
                                                            "multiprocessing.Pool",
                                                            "open",
                                                            "os.scandir",
                                                            "socket.socket",
                                                            "tarfile.open",
                                                            "tempfile.NamedTemporaryFile",
                                                            "tempfile.TemporaryDirectory",
                                                            "tempfile.TemporaryFile",
                                                            "warnings.catch_warnings",
                                                            "zipfile.ZipFile"};
  const Node call = unparenthesised(manager);
  if (!call.is(Kind::call)) return true;
  return !std::binary_search(passing.begin(), passing.end(), qualified_name(call.child(Field::function)));
}

// --- types ---

Type Facts::type(Node expression) const { return inference_.type(expression); }
Type Facts::type(const Binding& binding) const { return inference_.type(index_of(binding)); }
Type Facts::attribute_type(Node class_definition, std::string_view name) const {
  return inference_.attribute_type(class_definition, name);
}

// --- classes ---

std::optional<ClassFacts> Facts::class_facts(Node expression) const {
  const Node at = unparenthesised(expression);
  if (module_.star_import()) return std::nullopt;
  if (at.is(Kind::identifier)) {
    const Binding* name = binding(at);
    if (!name) return std::nullopt;
    if (name->scope == 0) return perfhint::class_facts(module_, name->name, &imports_asked_);
  }
  Node head = at;
  while (head.is(Kind::attribute)) head = unparenthesised(head.child(Field::object));
  if (inference_.is_builtin(head)) return std::nullopt;  // bound by no import: of no module of ours
  const std::string qualified = qualified_name(at);
  return qualified.empty() ? std::nullopt : imported_class_facts(module_, qualified, &imports_asked_);
}

// --- mutation and escape ---

// By the use alone, then by the object's type where that is known: count() of an iterator is no reading.
UseKind Facts::use(Node identifier) const {
  const UseKind told = use_of(identifier, names_, &module_);
  const Node attribute = identifier.parent();
  if (!attribute.is(Kind::attribute) || identifier.field() != Field::object ||
      !attribute.parent().is(Kind::call) || attribute.field() != Field::function ||
      (told != UseKind::read && told != UseKind::mutates)) {
    return told;
  }
  switch (effect_of_method(type(identifier).kind, attribute.child(Field::attribute).text())) {
    case Effect::reads:
      return UseKind::read;
    case Effect::changes:
      return UseKind::mutates;
    default:
      return told;
  }
}

std::vector<Node> Facts::uses_within(const Binding& binding, Node region) const {
  std::vector<Node> found;
  for (std::uint32_t use : binding.uses) {
    if (const Node node = syntax_.node(use); node.within(region)) found.push_back(node);
  }
  return found;
}

namespace {

// x in `x = name`, `x = name or y`, `x := name`: bound to the very object.
const Binding* copied_to(const Facts& facts, Node use) {
  Node value = use;
  while (value.parent().is_any(Kind::parenthesized_expression, Kind::boolean_operator,
                               Kind::conditional_expression))
    value = value.parent();
  const Node parent = value.parent();
  if (parent.is(Kind::named_expression) && value.field() == Field::value)
    return facts.binding(parent.child(Field::name));
  if (parent.is(Kind::assignment) && value.field() == Field::right)
    return facts.binding(parent.child(Field::left));
  return nullptr;
}

constexpr std::size_t most_copies = 8;
constexpr int called_deep = 3;

}  // namespace

bool Facts::mutated_within(const Binding& binding, Node region) const {
  std::vector<const Binding*> same{&binding};
  for (std::size_t i = 0; i < same.size() && same.size() < most_copies; ++i) {
    for (const std::uint32_t use : same[i]->uses) {
      const Binding* copy = copied_to(*this, syntax_.node(use));
      if (copy && is_local(*copy) && std::find(same.begin(), same.end(), copy) == same.end())
        same.push_back(copy);
    }
  }
  return mutates(same, region, 0);
}

// A use of one of the names in the region, or in a function of this block that is called there by its name.
bool Facts::mutates(const std::vector<const Binding*>& same, Node region, int depth) const {
  bool captured = false;
  for (const Binding* name : same) {
    captured |= name->captured || name->scope == 0;
    for (Node use : uses_within(*name, region)) {
      if (this->use(use) == UseKind::mutates) return true;
    }
  }
  if (!captured || depth >= called_deep) return false;
  for (Node node : descendants(region)) {
    if (!node.is(Kind::call)) continue;
    const Binding* called = binding(node.child(Field::function));
    if (called == nullptr || called->definitions.size() != 1) continue;
    const Node function = syntax_.node(called->definitions.front().statement);
    if (!function.is(Kind::function_definition) || node.within(function) || function.within(region)) continue;
    if (mutates(same, function.child(Field::body), depth + 1)) return true;
  }
  return false;
}

Node Facts::first_escape_within(const Binding& binding, Node region) const {
  for (Node use : uses_within(binding, region)) {
    if (this->use(use) == UseKind::escapes) return use;
  }
  return {};
}

Aliases& Facts::known_aliases() const {
  if (!aliases_) aliases_ = std::make_unique<Aliases>(*this);
  return *aliases_;
}

bool Facts::may_alias(const Binding& a, const Binding& b) const {
  if (&a == &b) return true;
  if (is_immutable(type(a).kind) || is_immutable(type(b).kind)) return false;
  return known_aliases().of(index_of(a)) == known_aliases().of(index_of(b));
}

std::vector<const Binding*> Facts::aliases(const Binding& binding) const {
  std::vector<const Binding*> all;
  for (const Binding& other : names_.bindings()) {
    const bool value =
        std::any_of(other.definitions.begin(), other.definitions.end(), [](const Definition& one) {
          return one.kind != DefinitionKind::function && one.kind != DefinitionKind::class_ &&
                 one.kind != DefinitionKind::import;
        });
    if (&other != &binding && value && may_alias(binding, other)) all.push_back(&other);
  }
  return all;
}

Node Facts::may_change_within(Node expression, Node region) const {
  return first_change(*this, known_aliases(), expression, region);
}

namespace {

// The value of the keyword is called: key, default_factory, and the hooks of the json module.
bool is_called_keyword(std::string_view name, const Facts& facts, Node function) {
  static constexpr std::array<std::string_view, 7> hooks{
      "cls", "default", "object_hook", "object_pairs_hook", "parse_constant", "parse_float", "parse_int"};
  if (name == "key" || name == "default_factory") return true;
  return std::find(hooks.begin(), hooks.end(), name) != hooks.end() &&
         facts.qualified_name(function).starts_with("json.");
}

}  // namespace

bool Facts::is_reading_call(Node call) const {
  const Node function = unparenthesised(call.child(Field::function));
  for (const Call::Keyword& keyword : read_call(call).keywords) {
    if (!is_called_keyword(keyword.name, *this, function)) continue;
    const Node value = unparenthesised(keyword.value);
    const bool pure = value.is(Kind::lambda_expression) && is_pure(value.child(Field::body));
    const bool builtin = value.is(Kind::identifier) && inference_.is_builtin(value);
    if (!pure && !builtin &&
        !is_reading_function(qualified_name(value.is(Kind::call) ? value.child(Field::function) : value)))
      return false;
  }
  if (function.is(Kind::identifier) && inference_.is_builtin(function))
    return is_reading_builtin(function.text());
  const MethodCall method = read_method_call(call);
  if (method && effect_of_method(type(method.object).kind, method.method) == Effect::reads) return true;
  return is_reading_function(qualified_name(function));
}

bool Facts::escapes_within(const Binding& binding, Node region) const {
  for (Node use : uses_within(binding, region)) {
    if (this->use(use) == UseKind::escapes) return true;
  }
  return false;
}

bool Facts::rebound_within(const Binding& binding, Node region) const {
  for (const Definition& definition : binding.definitions) {
    if (syntax_.node(definition.name).within(region)) return true;
  }
  return false;
}

bool Facts::escapes(const Binding& binding) const {
  return binding.captured || escapes_within(binding, syntax_.root());
}

// --- purity ---

Node Facts::unknown_call_within(Node region) const {
  for (Node node : descendants(region)) {
    if (node.is_any(Kind::await_expression, Kind::yield_expression)) return node;
    if (!node.is(Kind::call)) continue;
    const Node function = unparenthesised(node.child(Field::function));
    if (function.is(Kind::identifier) && inference_.is_builtin(function) &&
        is_reading_builtin(function.text()))
      continue;
    const MethodCall method = read_method_call(node);
    if (method && is_reading_method(method.method) && type(method.object)) continue;
    return node;
  }
  return {};
}

bool Facts::is_pure(Node expression) const {
  for (Node node : descendants(expression)) {
    if (node.is_any(Kind::await_expression, Kind::yield_expression, Kind::named_expression)) return false;
    if (!node.is(Kind::call)) continue;
    const Node function = unparenthesised(node.child(Field::function));
    if (function.is(Kind::identifier) && inference_.is_builtin(function) &&
        is_reading_builtin(function.text()) && function.text() != "print") {
      continue;
    }
    const MethodCall method = read_method_call(node);
    const bool file = method && (type(method.object).is(TypeKind::text_file) ||
                                 type(method.object).is(TypeKind::binary_file));
    if (method && !file && is_reading_method(method.method) && type(method.object)) continue;
    return false;
  }
  return true;
}

bool Facts::is_invariant(Node expression, Node loop) const {
  if (!is_pure(expression)) return false;
  bool reaches_objects = false;
  for (Node node : descendants(expression)) {
    if (node.is_any(Kind::attribute, Kind::subscript, Kind::call)) reaches_objects = true;
    if (!node.is(Kind::identifier)) continue;
    const Binding* name = binding(node);
    if (!name) continue;
    if (rebound_within(*name, loop) || mutated_within(*name, loop)) return false;
    const bool unknown_calls = static_cast<bool>(unknown_call_within(loop));
    if (unknown_calls && (!is_local(*name) || name->rebound_elsewhere)) {
      if (!inference_.is_builtin(node) && type(*name) && !type(*name).is(TypeKind::module)) return false;
    }
    if (escapes_within(*name, loop)) return false;
  }
  return !reaches_objects || !unknown_call_within(loop);
}

}  // namespace perfhint
