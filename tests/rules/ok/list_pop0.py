# rule: list-pop0
# why: dict.pop(0) / set / deque / custom queue: only flag when the receiver is known to be a list.
def take(cache: dict):
    return cache.pop(0)  # ok
