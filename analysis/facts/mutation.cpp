#include "analysis/facts/mutation.h"

#include <algorithm>
#include <array>

#include "analysis/facts/module_facts.h"
#include "analysis/syntax/python.h"

namespace perfhint {
namespace {

// Sorted, for binary search.
constexpr std::array<std::string_view, 41> reading_builtins{
    "abs",     "all",  "any",        "ascii",      "bin",   "bool",     "bytearray", "bytes", "chr",
    "complex", "dict", "divmod",     "enumerate",  "float", "format",   "frozenset", "hash",  "hex",
    "id",      "int",  "isinstance", "issubclass", "len",   "list",     "max",       "min",   "oct",
    "ord",     "pow",  "print",      "range",      "repr",  "reversed", "round",     "set",   "sorted",
    "str",     "sum",  "tuple",      "type",       "zip"};

constexpr std::array<std::string_view, 66> reading_methods{"bit_length",
                                                           "capitalize",
                                                           "casefold",
                                                           "center",
                                                           "copy",
                                                           "count",
                                                           "decode",
                                                           "difference",
                                                           "encode",
                                                           "endswith",
                                                           "expandtabs",
                                                           "find",
                                                           "format",
                                                           "format_map",
                                                           "fromhex",
                                                           "get",
                                                           "hex",
                                                           "index",
                                                           "intersection",
                                                           "is_integer",
                                                           "isalnum",
                                                           "isalpha",
                                                           "isascii",
                                                           "isdecimal",
                                                           "isdigit",
                                                           "isdisjoint",
                                                           "isidentifier",
                                                           "islower",
                                                           "isnumeric",
                                                           "isprintable",
                                                           "isspace",
                                                           "issubset",
                                                           "issuperset",
                                                           "istitle",
                                                           "isupper",
                                                           "items",
                                                           "join",
                                                           "keys",
                                                           "ljust",
                                                           "lower",
                                                           "lstrip",
                                                           "maketrans",
                                                           "most_common",
                                                           "partition",
                                                           "removeprefix",
                                                           "removesuffix",
                                                           "replace",
                                                           "rfind",
                                                           "rindex",
                                                           "rjust",
                                                           "rpartition",
                                                           "rsplit",
                                                           "rstrip",
                                                           "split",
                                                           "splitlines",
                                                           "startswith",
                                                           "strip",
                                                           "swapcase",
                                                           "symmetric_difference",
                                                           "title",
                                                           "to_bytes",
                                                           "translate",
                                                           "union",
                                                           "upper",
                                                           "values",
                                                           "zfill"};

bool is_store(Node target) {
  const Node parent = target.parent();
  switch (parent.kind()) {
    case Kind::assignment:
    case Kind::augmented_assignment:
    case Kind::for_statement:
    case Kind::for_in_clause:
      return target.field() == Field::left;
    case Kind::pattern_list:
    case Kind::tuple_pattern:
    case Kind::list_pattern:
    case Kind::list_splat_pattern:
    case Kind::delete_statement:
    case Kind::as_pattern_target:
      return true;
    case Kind::expression_list:
    case Kind::tuple:
    case Kind::list:
    case Kind::parenthesized_expression:
      return parent.parent().is_any(Kind::delete_statement, Kind::as_pattern_target);
    default:
      return false;
  }
}

// The builtin that `call` calls, or "": by name, unless the name is bound here or elsewhere in the module.
std::string_view builtin_of(Node call, const Names& names, const ModuleView* module) {
  const Node function = call.child(Field::function);
  if (!function.is(Kind::identifier)) return {};
  const std::uint32_t binding = names.binding_at(function.index());
  if (binding == no_binding || !names.bindings()[binding].definitions.empty()) return {};
  if (module && module->star_import()) return {};
  const ModuleEntry* entry = module ? module->find(function.text()) : nullptr;
  if (entry && entry->definitions > 0) return {};
  return function.text();
}

UseKind argument_use(Node call, const Names& names, const ModuleView* module) {
  const Node function = call.child(Field::function);
  if (function.is(Kind::attribute)) {
    // What a container or a string is given to look at; append and the like keep it.
    const std::string_view method = function.child(Field::attribute).text();
    const bool reads = is_reading_method(method) || method == "extend" || method == "update" ||
                       method == "writelines" || method == "write" || method == "remove" ||
                       method == "discard";
    return reads ? UseKind::read : UseKind::escapes;
  }
  return is_reading_builtin(builtin_of(call, names, module)) ? UseKind::read : UseKind::escapes;
}

}  // namespace

bool is_reading_builtin(std::string_view name) {
  return std::binary_search(reading_builtins.begin(), reading_builtins.end(), name);
}

bool is_reading_method(std::string_view name) {
  return std::binary_search(reading_methods.begin(), reading_methods.end(), name);
}

UseKind use_of(Node identifier, const Names& names, const ModuleView* module) {
  Node node = identifier;
  // Follows the value outward through what only passes it on.
  for (Node parent = node.parent(); parent; node = parent, parent = parent.parent()) {
    switch (parent.kind()) {
      case Kind::parenthesized_expression:
        continue;
      case Kind::boolean_operator:
        continue;
      case Kind::conditional_expression:
        // Children: value, condition, other value.
        if (parent.named_child(1) == node) return UseKind::read;
        continue;
      case Kind::attribute: {
        if (is_store(parent)) return UseKind::mutates;
        const Node call = parent.parent();
        if (!call.is(Kind::call) || parent.field() != Field::function) return UseKind::read;
        return is_reading_method(parent.child(Field::attribute).text()) ? UseKind::read : UseKind::mutates;
      }
      case Kind::subscript:
        if (node.field() != Field::value) return UseKind::read;
        return is_store(parent) ? UseKind::mutates : UseKind::read;
      case Kind::argument_list:
        return argument_use(parent.parent(), names, module);
      case Kind::keyword_argument:
        return argument_use(parent.parent().parent(), names, module);
      case Kind::list_splat:
      case Kind::dictionary_splat:
        return UseKind::read;
      case Kind::call:
        return UseKind::read;  // it is called
      case Kind::for_statement:
      case Kind::for_in_clause:
        return node.field() == Field::left ? UseKind::rebinds : UseKind::read;
      case Kind::comparison_operator:
      case Kind::not_operator:
      case Kind::binary_operator:
      case Kind::unary_operator:
      case Kind::if_statement:
      case Kind::elif_clause:
      case Kind::while_statement:
      case Kind::if_clause:
      case Kind::assert_statement:
      case Kind::expression_statement:
      case Kind::interpolation:
      case Kind::format_expression:
      case Kind::slice:
      case Kind::print_statement:
      case Kind::type:
      case Kind::match_statement:
      case Kind::case_clause:
        return UseKind::read;
      case Kind::augmented_assignment:
        return node.field() == Field::left ? UseKind::mutates : UseKind::read;
      case Kind::delete_statement:
        return UseKind::rebinds;
      case Kind::assignment:
        if (node.field() == Field::left) return UseKind::rebinds;
        return node.field() == Field::type ? UseKind::read : UseKind::escapes;
      case Kind::expression_list:
        if (parent.parent().is(Kind::delete_statement)) return UseKind::rebinds;
        return UseKind::escapes;
      case Kind::pattern_list:
      case Kind::tuple_pattern:
      case Kind::list_pattern:
        return UseKind::rebinds;
      default:
        return UseKind::escapes;
    }
  }
  return UseKind::escapes;
}

}  // namespace perfhint
