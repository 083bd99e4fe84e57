# rule: hoist-attribute
# why: The attribute is written in the loop, or any call in the loop may rebind it.
class Parser:
    def run(self, toks):
        for t in toks:
            self.state = self.step(t)
            if self.state == "end":  # ok
                return
    def step(self, t):
        return t
