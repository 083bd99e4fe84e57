# rule: hoist-attribute
# why: 2.4-2.6x on 3.8, 1.2x on 3.13
class Sim:
    def run(self, n):
        t = 0
        for i in range(n):
            t += self.cfg.model.rate  # expect: hoist-attribute
        return t
