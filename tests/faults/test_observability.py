"""Traces, recordings and their replay, and what the server tells of itself."""
import json
import os
import subprocess
import tempfile
import unittest

from client import BINARY, PATIENCE, Server, did_open, notification, request

SLOW = "def drain(n: int):\n    queue = [n]\n    while queue:\n        print(queue.pop(0))\n"


class Observability(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "file")

    def session(self, *arguments, pulls=True):
        server = Server(*arguments)
        self.addCleanup(server.kill)
        server.initialize(textDocument={"diagnostic": {}} if pulls else {})
        server.send(did_open("file:///w/a.py", SLOW))
        if pulls:
            server.pull("file:///w/a.py")
        else:
            server.until(lambda message: message.get("method") == "textDocument/publishDiagnostics")
        server.hover("file:///w/a.py", 3, 15)
        self.assertEqual(server.leave(), 0)

    def test_a_trace_has_every_message_and_every_computation(self):
        self.session("--trace", self.path)
        with open(self.path) as file:
            slices = json.load(file)
        names = [slice["name"] for slice in slices]
        for name in ("initialize", "initialized", "textDocument/didOpen", "textDocument/diagnostic", "textDocument/hover",
                     "shutdown", "exit", "opening", "checking", "hovering over"):
            self.assertEqual(names.count(name), 1, name)
        for slice in slices:
            self.assertEqual(slice["ph"], "X")
            self.assertGreaterEqual(slice["dur"], 0)
        by_name = {slice["name"]: slice for slice in slices}
        self.assertEqual(by_name["checking"]["args"]["about"], "file:///w/a.py")
        self.assertNotEqual(by_name["checking"]["tid"], by_name["initialize"]["tid"])

    def replayed(self):
        done = subprocess.run([BINARY, "lsp", "--replay", self.path], capture_output=True, timeout=PATIENCE)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def test_a_recording_replays(self):
        for pulls, count in ((True, 7), (False, 6)):
            with self.subTest(pulls=pulls):
                self.session("--record", self.path, pulls=pulls)
                self.assertEqual(self.replayed(), (0, f"{count} messages replayed, 0 differences\n", ""))
                with open(self.path) as file:
                    lines = file.readlines()
                with open(self.path, "w") as file:
                    file.writelines(line.replace("list-pop0", "another-rule") for line in lines)
                code, out, _ = self.replayed()
                self.assertEqual(code, 1)
                self.assertIn("another-rule", out)
                os.remove(self.path)

    def test_a_recorded_look_at_the_workspace_replays(self):
        server = Server("--record", self.path)
        self.addCleanup(server.kill)
        server.initialize(textDocument={"diagnostic": {}})
        server.send(did_open("file:///w/a.py", SLOW))
        reports = server.ask("workspace/diagnostic", {"previousResultIds": []})["result"]["items"]
        self.assertEqual([report["items"][0]["code"] for report in reports], ["list-pop0"])
        self.assertEqual(server.leave(), 0)
        self.assertEqual(self.replayed(), (0, "6 messages replayed, 0 differences\n", ""))

    def test_a_recording_that_is_none(self):
        with open(self.path, "w") as file:
            file.write('{"dir": "c2s"}\n')
        code, _, err = self.replayed()
        self.assertEqual(code, 2)
        self.assertIn(":1 is no recorded message", err)
        os.remove(self.path)
        self.assertEqual(self.replayed()[0], 2)

    def test_it_tells_of_itself(self):
        server = Server()
        self.addCleanup(server.kill)
        server.initialize()
        server.send(did_open("file:///w/a.py", SLOW), did_open("file:///w/b.py", "x = 1\n"))
        answer = server.ask("workspace/executeCommand", {"command": "perfhint.printDebugInformation"})["result"]
        self.assertEqual([document["uri"] for document in answer["documents"]], ["file:///w/a.py", "file:///w/b.py"])
        first = answer["documents"][0]
        self.assertEqual((first["bytes"], first["blocks"]), (len(SLOW), 1))
        self.assertGreater(first["memoryBytes"], len(SLOW))
        self.assertGreater(answer["heapBytes"], first["memoryBytes"])
        self.assertGreater(answer["residentBytes"], answer["heapBytes"])
        self.assertEqual(answer["process"], server.process.pid)
        self.assertNotIn("drain", json.dumps(answer))  # it tells no code
        self.assertEqual(server.leave(), 0)

    def test_log_trace_follows_set_trace(self):
        server = Server()
        self.addCleanup(server.kill)
        server.initialize()
        traced = {}
        for value in ("off", "messages", "verbose"):
            server.send(notification("$/setTrace", {"value": value}))
            server.hover("file:///w/a.py")  # what is told of it comes behind its answer
            server.send(notification("$/setTrace", {"value": "off"}), request("last " + value, "no/such/method"))
            seen = []
            while (message := server.receive()).get("id") != "last " + value:
                seen.append(message)
            traced[value] = [sorted(message["params"]) for message in seen if message["method"] == "$/logTrace"]
        self.assertEqual(traced, {"off": [], "messages": [["message"]], "verbose": [["message", "verbose"]]})
        self.assertEqual(server.leave(), 0)


if __name__ == "__main__":
    unittest.main()
