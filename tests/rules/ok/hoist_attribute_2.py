# rule: hoist-attribute
# why: Attribute is a property (or class defines __getattr__): reading it once is not the same as reading it N times.
class Sensor:
    @property
    def value(self):
        return read_hw()
def poll(s: Sensor, n):
    return [s.value for _ in range(n)]  # ok
def read_hw():
    return 1
