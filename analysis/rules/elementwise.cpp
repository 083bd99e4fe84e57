#include "analysis/rules/elementwise.h"

#include "analysis/rules/frames.h"
#include "analysis/syntax/python.h"

namespace perfhint {
namespace {

constexpr int deepest = 20;

class Reader {
 public:
  Reader(const Facts& facts, Node region, const WholeOf& whole_of)
      : facts_(facts), region_(region), whole_of_(whole_of) {}

  bool read(Node node, int depth) {
    if (depth > deepest || node.broken()) return false;
    if (const auto whole = whole_of_(node)) {
      found_ = true;
      replace(node, *whole);
      return true;
    }
    switch (node.kind()) {
      case Kind::integer:
      case Kind::float_number:
      case Kind::string:
        return !node.is(Kind::string) || !read_string(node).interpolated;
      case Kind::identifier:
      case Kind::attribute:
        return is_same_throughout(facts_, node, region_);
      case Kind::parenthesized_expression:
        return node.named_child_count() == 1 && read(node.named_child(0), depth + 1);
      case Kind::unary_operator:
        return read(node.child(Field::argument), depth + 1);
      case Kind::binary_operator:
        return is_elementwise_operator(node) && read(node.child(Field::left), depth + 1) &&
               read(node.child(Field::right), depth + 1);
      case Kind::comparison_operator: {
        const Comparison test = read_comparison(node);
        return test && is_elementwise_operator(node) && read(test.left, depth + 1) &&
               read(test.right, depth + 1);
      }
      case Kind::call:
        return facts_.is_call_of(node, "abs") && read_call(node).sole_argument() &&
               read(read_call(node).sole_argument(), depth + 1);
      default:
        return false;
    }
  }

  bool found() const { return found_; }
  std::string text(Node whole) const {
    return text_ + std::string(whole.syntax()->source().substr(at_, whole.span().end - at_));
  }
  void begin(Node whole) { at_ = whole.span().begin; }

 private:
  void replace(Node node, const std::string& by) {
    text_ += std::string(node.syntax()->source().substr(at_, node.span().begin - at_)) + by;
    at_ = node.span().end;
  }

  const Facts& facts_;
  Node region_;
  const WholeOf& whole_of_;
  std::string text_;
  Offset at_ = 0;
  bool found_ = false;
};

}  // namespace

std::optional<std::string> for_all(const Facts& facts, Node expression, Node region,
                                   const WholeOf& whole_of) {
  Reader reader(facts, region, whole_of);
  reader.begin(expression);
  if (!reader.read(expression, 0) || !reader.found()) return std::nullopt;
  return reader.text(expression);
}

}  // namespace perfhint
