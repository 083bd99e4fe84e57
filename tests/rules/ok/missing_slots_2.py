# rule: missing-slots
# why: Instances are weak-referenced (weakref.ref/WeakSet/WeakKeyDictionary) - fix must add __weakref__ or stay silent.
import weakref
LIVE = weakref.WeakSet()
class Conn:
    def __init__(self, fd):
        self.fd = fd
        LIVE.add(self)  # ok
