# rule: str-concat-in-loop
# why: attribute accumulator: quadratic
class Html:
    def render(self, rows):
        self.buf = ""
        for r in rows:
            self.buf += "<tr>" + r + "</tr>"  # expect: str-concat-in-loop
        return self.buf
