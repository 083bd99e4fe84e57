# rule: list-comp-to-generator
# why: Creating and del-ing a list in a measurement script (tracemalloc demo): it is the measured subject.
import tracemalloc
tracemalloc.start()
data = [x for x in range(10**6)]  # ok
del data
print(tracemalloc.get_traced_memory())
tracemalloc.stop()
