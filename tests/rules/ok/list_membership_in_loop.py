# rule: list-membership-in-loop
# why: The container is a set/dict/str/range or unknown: `in` is already O(1) or substring search.
def known(words, vocab: set):
    return [w for w in words if w in vocab]  # ok
