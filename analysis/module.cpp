// Splitting, and splitting again after an edit.
#include "analysis/module.h"

#include <algorithm>

#include "analysis/source/splitter.h"
#include "analysis/suppress.h"

namespace perfhint {

Block::Block(std::string bytes, bool is_open, const Block* before, std::optional<Replacement> change)
    : text(std::move(bytes)),
      open(is_open),
      syntax(parse(text.bytes(), before ? before->syntax.get() : nullptr, change)),
      names(std::make_unique<Names>(*syntax)),
      summary(summarise(*syntax, *names)) {
  summary.file_ignores = file_ignores(*syntax);
}

Module::Module(std::string text) {
  std::vector<const Summary*> added;
  Offset begin = 0;
  do {
    const Extent extent = next_block(text, begin);
    append(std::make_shared<Block>(text.substr(begin, extent.end - begin), extent.open));
    added.push_back(&blocks_.back().block->summary);
    begin = extent.end;
  } while (begin < text.size());
  facts_ = ModuleFacts().with({}, added);
}

Module Module::within(std::shared_ptr<const Project> project, std::string place) const {
  Module next = *this;
  next.facts_ = facts_.within(std::move(project), std::move(place));
  return next;
}

void Module::append(std::shared_ptr<const Block> block) {
  Offset begin = 0;
  std::uint32_t line = 0;
  if (!blocks_.empty()) {
    const Entry& last = blocks_.back();
    begin = last.begin + last.block->text.size();
    line = last.line + last.block->text.line_count() - 1;
  }
  blocks_.push_back({std::move(block), begin, line});
}

// One edit of a module: what its blocks become.
class Resplit {
 public:
  Resplit(const Module& module, const Change& change)
      : module_(module), blocks_(module.blocks()), change_(change) {
    const Offset size = module.size();
    change_.span.begin = std::min(change_.span.begin, size);
    change_.span.end = std::clamp(change_.span.end, change_.span.begin, size);
    first_ = module.block_at(change_.span.begin);
    last_ = module.block_at(change_.span.end);
  }

  Module run() {
    // What was kept beside an open text may be stale anywhere: start anew as soon as the text is closed.
    if (!module_.settled_ && split_from(0, Reach::whole)) return finish(0, true);
    // The block before the touched ones may end elsewhere now.
    const std::size_t before = first_ > 0 ? first_ - 1 : 0;
    if (split_from(before, Reach::nearest)) return finish(before, module_.settled_);
    if (before < first_ && split_from(first_, Reach::nearest)) return finish(first_, false);
    // Open to the end of the text: what was touched keeps its old end.
    behind_ = last_ + 1;
    pieces_.assign(1, Piece{0, edited_end(behind_) - blocks_[first_].begin, true});
    base_ = first_;
    text_ = edited_text(first_, behind_);
    return finish(first_, false);
  }

 private:
  struct Piece {
    Offset begin, end;  // in text_
    bool open;
  };

  std::int64_t growth() const {
    return static_cast<std::int64_t>(change_.text.size()) - static_cast<std::int64_t>(change_.span.size());
  }
  Offset old_end(std::size_t behind) const {
    return behind < blocks_.size() ? blocks_[behind].begin : module_.size();
  }
  // Where the old blocks before `behind` end in the new text; `behind` > last_.
  Offset edited_end(std::size_t behind) const { return static_cast<Offset>(old_end(behind) + growth()); }

  // The new text of the old blocks [from, behind): the edit lies in it, or wholly behind it.
  std::string edited_text(std::size_t from, std::size_t behind) const {
    std::string text;
    for (std::size_t i = from; i < behind; ++i) text += blocks_[i].block->text.bytes();
    if (behind > last_)
      text.replace(change_.span.begin - blocks_[from].begin, change_.span.size(), change_.text);
    return text;
  }

  enum class Reach : std::uint8_t {
    nearest,
    whole
  };  // until a boundary meets an old one; to the end of the text

  // Splits from a block on. False where the text is open to its end.
  bool split_from(std::size_t from, Reach reach) {
    base_ = from;
    pieces_.clear();
    behind_ = reach == Reach::whole ? blocks_.size() : std::min(last_ + 3, blocks_.size());
    text_ = edited_text(from, behind_);
    Offset at = 0;
    for (;;) {
      const Extent extent = next_block(text_, at);
      if (extent.exhausted && behind_ < blocks_.size()) {  // look further: twice as far each time
        behind_ = std::min(blocks_.size(), behind_ + (behind_ - from));
        text_ = edited_text(from, behind_);
        continue;
      }
      if (extent.exhausted && extent.open) return false;
      pieces_.push_back({at, extent.end, extent.open});
      at = extent.end;
      if (extent.exhausted) {
        behind_ = blocks_.size();
        return true;
      }
      if (reach == Reach::nearest && meets_old_boundary(blocks_[from].begin + at)) return true;
    }
  }

  bool meets_old_boundary(Offset place) {
    const std::int64_t old_place = static_cast<std::int64_t>(place) - growth();
    if (place < change_.span.begin + change_.text.size() || old_place < change_.span.end) return false;
    const std::size_t block = module_.block_at(static_cast<Offset>(old_place));
    if (block <= last_ || blocks_[block].begin != old_place) return false;
    behind_ = block;
    return true;
  }

  std::shared_ptr<const Block> make(const Piece& piece) const {
    const Offset begin = blocks_[base_].begin + piece.begin, end = blocks_[base_].begin + piece.end;
    const bool behind_edit = begin >= change_.span.begin + change_.text.size();
    const auto old_begin = static_cast<Offset>(behind_edit ? begin - growth() : begin);
    const std::size_t old = module_.block_at(old_begin);
    const Module::Entry& entry = blocks_[old];
    const bool same_begin = entry.begin == old_begin && entry.block->open == piece.open;
    // Untouched: the very block.
    const Offset length = end - begin;
    const bool untouched = behind_edit ? old_begin >= change_.span.end : end <= change_.span.begin;
    if (same_begin && untouched && old_end(old + 1) - entry.begin == length) return entry.block;
    std::string text = text_.substr(piece.begin, piece.end - piece.begin);
    // Edited within: its tree can be reused.
    if (entry.begin == begin && old == first_ && first_ == last_ && edited_end(old + 1) == end) {
      const Span span{change_.span.begin - begin, change_.span.end - begin};
      return std::make_shared<Block>(std::move(text), piece.open, entry.block.get(),
                                     Replacement{span, static_cast<Offset>(change_.text.size())});
    }
    return std::make_shared<Block>(std::move(text), piece.open);
  }

  Module finish(std::size_t from, bool settled) const {
    std::vector<std::shared_ptr<const Block>> fresh;
    for (const Piece& piece : pieces_) fresh.push_back(make(piece));
    Module next = module_.replaced(from, behind_, std::move(fresh));
    next.settled_ = settled;
    return next;
  }

  const Module& module_;
  const std::vector<Module::Entry>& blocks_;
  Change change_;
  std::size_t first_, last_;  // the touched blocks
  std::size_t base_ = 0;      // text_ begins with this block
  std::size_t behind_ = 0;    // the first old block that stays
  std::string text_;
  std::vector<Piece> pieces_;
};

Module Module::edited(const Change& change) const { return Resplit(*this, change).run(); }

Module Module::replaced(std::size_t first, std::size_t behind,
                        std::vector<std::shared_ptr<const Block>> fresh) const {
  // Blocks that come out as they went in are kept out of the join.
  std::size_t head = 0, tail = 0;
  const std::size_t shorter = std::min(fresh.size(), behind - first);
  while (head < shorter && fresh[head] == blocks_[first + head].block) ++head;
  while (tail < shorter - head && fresh[fresh.size() - 1 - tail] == blocks_[behind - 1 - tail].block) ++tail;
  std::vector<const Summary*> removed, added;
  for (std::size_t i = first + head; i + tail < behind; ++i) removed.push_back(&blocks_[i].block->summary);
  for (std::size_t i = head; i + tail < fresh.size(); ++i) added.push_back(&fresh[i]->summary);

  Module next(facts_.with(removed, added));
  next.blocks_.reserve(blocks_.size() + fresh.size());
  next.blocks_.assign(blocks_.begin(), blocks_.begin() + static_cast<std::ptrdiff_t>(first));
  for (auto& block : fresh) next.append(std::move(block));
  for (std::size_t i = behind; i < blocks_.size(); ++i) next.append(blocks_[i].block);
  return next;
}

Offset Module::size() const { return blocks_.back().begin + blocks_.back().block->text.size(); }

std::uint32_t Module::line_count() const {
  return blocks_.back().line + blocks_.back().block->text.line_count();
}

std::size_t Module::memory() const {
  std::size_t bytes = blocks_.size() * (sizeof(Entry) + sizeof(Block));
  for (const Entry& entry : blocks_) {
    const Block& block = *entry.block;
    bytes +=
        block.text.size() + block.text.line_count() * sizeof(Offset) + block.syntax->size() * sizeof(Row);
    for (const Binding& binding : block.names->bindings()) {
      bytes += sizeof(Binding) + binding.definitions.size() * sizeof(Definition) +
               binding.uses.size() * sizeof(std::uint32_t);
    }
  }
  return bytes;
}

std::string Module::text() const {
  std::string text;
  text.reserve(size());
  for (const Entry& entry : blocks_) text += entry.block->text.bytes();
  return text;
}

std::string Module::text(Span span) const {
  std::string text;
  for (std::size_t i = block_at(span.begin); i < blocks_.size() && blocks_[i].begin < span.end; ++i) {
    const std::string_view bytes = blocks_[i].block->text.bytes();
    const Offset from = std::max(span.begin, blocks_[i].begin) - blocks_[i].begin;
    const Offset to = std::min<Offset>(span.end - blocks_[i].begin, static_cast<Offset>(bytes.size()));
    if (from < to) text += bytes.substr(from, to - from);
  }
  return text;
}

std::size_t Module::block_at(Offset at) const {
  const auto above = std::upper_bound(blocks_.begin(), blocks_.end(), at,
                                      [](Offset offset, const Entry& entry) { return offset < entry.begin; });
  return above == blocks_.begin() ? 0 : static_cast<std::size_t>(above - blocks_.begin()) - 1;
}

Offset Module::offset(Position position, Encoding encoding) const {
  const auto above =
      std::upper_bound(blocks_.begin(), blocks_.end(), position.line,
                       [](std::uint32_t line, const Entry& entry) { return line < entry.line; });
  const Entry& entry = above == blocks_.begin() ? blocks_.front() : *(above - 1);
  position.line -= entry.line;
  return entry.begin + entry.block->text.offset(position, encoding);
}

Position Module::position(Offset at, Encoding encoding) const {
  const Entry& entry = blocks_[block_at(std::min(at, size()))];
  Position position = entry.block->text.position(at - entry.begin, encoding);
  position.line += entry.line;
  return position;
}

}  // namespace perfhint
