# rule: missing-slots
# why: setattr/vars/__dict__ is used on the instance, or attributes are assigned from outside the class.
class Namespace:
    def __init__(self, **kw):
        self.__dict__.update(kw)  # ok
