"""The program's ELF has what SECURITY.md promises: read here byte by byte, so that no tool is needed."""
import os
import struct
import unittest

from client import BINARY, Server

PT_LOAD, PT_DYNAMIC, PT_INTERP, PT_GNU_STACK, PT_GNU_RELRO = 1, 2, 3, 0x6474E551, 0x6474E552
DT_NULL, DT_STRTAB, DT_SYMTAB, DT_STRSZ, DT_FLAGS, DT_FLAGS_1, DT_RPATH, DT_RUNPATH = 0, 5, 6, 10, 30, 0x6FFFFFFB, 15, 29
EXECUTE, WRITE = 1, 2


class Elf:
    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        assert self.data[:6] == b"\x7fELF\x02\x01", "no 64-bit little-endian ELF"
        self.type = struct.unpack_from("<H", self.data, 16)[0]
        at, = struct.unpack_from("<Q", self.data, 32)
        size, count = struct.unpack_from("<HH", self.data, 54)
        self.segments = [struct.unpack_from("<IIQQQQQQ", self.data, at + i * size) for i in range(count)]
        dynamic = self.segment(PT_DYNAMIC)
        self.dynamic = {}
        for at in range(dynamic[2], dynamic[2] + dynamic[5], 16):
            tag, value = struct.unpack_from("<QQ", self.data, at)
            if tag == DT_NULL:
                break
            self.dynamic[tag] = value

    def segment(self, kind):
        return next((segment for segment in self.segments if segment[0] == kind), None)

    def offset(self, address):
        for kind, _, offset, begin, _, size, _, _ in self.segments:
            if kind == PT_LOAD and begin <= address < begin + size:
                return offset + address - begin
        raise ValueError(hex(address))

    def imports(self):
        """The strings of its dynamic symbols, and others."""
        begin = self.offset(self.dynamic[DT_STRTAB])
        return set(self.data[begin:begin + self.dynamic[DT_STRSZ]].split(b"\0"))


class Hardening(unittest.TestCase):
    elf = Elf(BINARY)

    def test_its_place_is_random(self):
        self.assertEqual(self.elf.type, 3)  # ET_DYN
        self.assertTrue(self.elf.segment(PT_INTERP))
        self.assertTrue(self.elf.dynamic.get(DT_FLAGS_1, 0) & 0x08000000)  # DF_1_PIE

    def test_its_tables_are_read_only_before_it_starts(self):
        self.assertTrue(self.elf.segment(PT_GNU_RELRO))
        now = self.elf.dynamic.get(DT_FLAGS, 0) & 8 or self.elf.dynamic.get(DT_FLAGS_1, 0) & 1
        self.assertTrue(now)

    def test_nothing_is_writable_and_executable(self):
        self.assertFalse(self.elf.segment(PT_GNU_STACK)[1] & EXECUTE)
        for segment in self.elf.segments:
            if segment[0] == PT_LOAD:
                self.assertNotEqual(segment[1] & (WRITE | EXECUTE), WRITE | EXECUTE)

    def test_stack_protector_and_fortified_functions(self):
        names = self.elf.imports()
        self.assertIn(b"__stack_chk_fail", names)
        self.assertTrue([name for name in names if name.endswith(b"_chk") and name != b"__stack_chk_fail"])

    def test_no_library_is_looked_for_in_a_folder_of_its_own(self):
        self.assertNotIn(DT_RPATH, self.elf.dynamic)
        self.assertNotIn(DT_RUNPATH, self.elf.dynamic)

    def test_it_needs_only_libraries_that_every_machine_with_glibc_has(self):
        needed = {name for name in self.elf.imports() if b".so." in name}
        self.assertLessEqual(needed, {b"libc.so.6", b"libm.so.6", b"libstdc++.so.6", b"libgcc_s.so.1",
                                      b"ld-linux-x86-64.so.2", b"ld-linux-aarch64.so.1"})


class Reach(unittest.TestCase):
    """What a workspace or a client says makes the server write no file and start no program of theirs."""

    def test_it_writes_nothing(self):
        import tempfile
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (("pyproject.toml", "[tool.perfhint]\nexclude = ['../../x', '/etc/*']\n"
                                "log-file = 'written'\ntrace = 'written'\n"), ("a.py", "x = 1\n")):
                with open(os.path.join(folder, name), "w") as file:
                    file.write(text)
            before = snapshot(folder)
            server = Server()
            self.addCleanup(server.kill)
            options = {"log-file": f"{folder}/written", "logMessages": f"{folder}/written", "trace": f"{folder}/written"}
            server.ask("initialize", {"processId": None, "rootUri": "file://" + folder, "initializationOptions": options,
                                      "capabilities": {"textDocument": {"diagnostic": {}}}})
            server.send({"jsonrpc": "2.0", "method": "initialized", "params": {}})
            text = "def f(a: list[int], b: list[int]):\n    return [x for x in a if x in b]\n"
            for uri in (f"file://{folder}/a.py", f"file://{folder}/../b.py", f"file://{folder}/%00", "untitled:x"):
                server.send({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {
                    "textDocument": {"uri": uri, "languageId": "python", "version": 1, "text": text}}})
                self.assertEqual(len(server.pull(uri)), 1)
                ends = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
                server.ask("textDocument/codeAction", {"textDocument": {"uri": uri}, "range": ends,
                                                       "context": {"diagnostics": []}})
                server.send({"jsonrpc": "2.0", "method": "textDocument/didSave", "params": {"textDocument": {"uri": uri}}})
            answer = server.ask("workspace/executeCommand", {"command": "sh", "arguments": ["-c", "touch written"]})
            self.assertEqual(answer["error"]["code"], -32602)
            self.assertEqual(server.leave(), 0)
            self.assertEqual(snapshot(folder), before)


def snapshot(folder):
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            with open(path, "rb") as file:
                found[path] = (file.read(), os.stat(path).st_mtime_ns)
    return found


if __name__ == "__main__":
    unittest.main()
