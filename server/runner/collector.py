"""The garbage collector's statistics: how often each generation was collected, what it freed, how long it took."""
import gc
import time


class Collector:
    def __init__(self):
        self.collections, self.collected, self.uncollectable = [0, 0, 0], 0, 0
        self.seconds = 0.0
        self.begin = None
        self.on = False

    def start(self):
        gc.callbacks.append(self.heard)
        self.on = True

    def heard(self, phase, about):
        if phase == "start":
            self.begin = time.perf_counter()
        elif self.begin is not None and self.on:
            self.seconds += time.perf_counter() - self.begin
            self.collections[about["generation"]] += 1
            self.collected += about["collected"]
            self.uncollectable += about["uncollectable"]

    def stop(self):
        self.on = False
        if self.heard in gc.callbacks:
            gc.callbacks.remove(self.heard)

    def answer(self):
        return {"collections": self.collections, "collected": self.collected, "uncollectable": self.uncollectable,
                "seconds": self.seconds}
