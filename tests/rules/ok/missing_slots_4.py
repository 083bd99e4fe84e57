# rule: missing-slots
# why: Class is instantiated once (module singleton / app object): saving 41 bytes is noise. Need instance-in-loop evidence.
class App:
    def __init__(self):
        self.routes = {}
app = App()  # ok
