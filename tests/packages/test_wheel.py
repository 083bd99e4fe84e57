"""The wheel for PyPI: what it says of itself is true, it installs, works, and leaves nothing behind."""
import email
import re
import unittest
import zipfile

from support import BINARY, PACKAGES, ROOT, RULE, SAMPLE, TOOLS, VERSION, build_wheel, folder_of, run, succeed


class Wheel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.wheel = build_wheel(folder_of(cls))
        cls.files = zipfile.ZipFile(cls.wheel)
        cls.addClassCleanup(cls.files.close)
        cls.metadata = email.message_from_bytes(cls.files.read(f"perfhint-{VERSION}.dist-info/METADATA"))

    def test_its_tag_is_what_the_program_needs(self):
        name, version, python, abi, platform = self.wheel.stem.split("-")
        self.assertEqual((name, version, python, abi), ("perfhint", VERSION, "py3", "none"))
        audited = " ".join(succeed(TOOLS / "venv/bin/auditwheel", "show", self.wheel).split())
        self.assertIn(f'is consistent with the following platform tag: "{platform}"', audited)
        tag = tuple(map(int, re.match(r"manylinux_(\d+)_(\d+)", platform).groups()))
        needed = re.findall(r"GLIBC_(\d+)\.(\d+)", succeed("objdump", "-T", BINARY))
        self.assertLessEqual(max(tuple(map(int, version)) for version in needed), tag)

    def test_its_page_names_the_glibc_of_the_tag(self):
        glibc = self.wheel.stem.split("manylinux_")[1].split("_")[:2]
        self.assertIn("glibc " + ".".join(glibc), self.metadata.get_payload())

    def test_nothing_but_the_program_its_launcher_and_the_licences(self):
        info = f"perfhint-{VERSION}.dist-info/"
        licences = {info + "licenses/" + name for name in self.metadata.get_all("License-File")}
        self.assertEqual({name for name in self.files.namelist() if not name.endswith("/")},
                         {"perfhint/__init__.py", "perfhint/__main__.py", f"perfhint-{VERSION}.data/scripts/perfhint",
                          info + "METADATA", info + "WHEEL", info + "RECORD"} | licences)

    def test_the_licences_are_ours_and_those_of_what_is_compiled_in(self):
        info = f"perfhint-{VERSION}.dist-info/licenses/"
        self.assertEqual(self.metadata["License-Expression"], "MIT")
        for name, source in (("LICENSE", ROOT / "LICENSE"),
                             ("LICENSE.typeshed", ROOT / "analysis/facts/library/LICENSE.typeshed"),
                             ("THIRD-PARTY-LICENSES", PACKAGES / "THIRD-PARTY-LICENSES")):
            self.assertEqual(self.files.read(info + name), source.read_bytes(), name)

    def test_the_same_program_gives_the_same_bytes(self):
        again = build_wheel(folder_of(self))
        self.assertEqual(again.read_bytes(), self.wheel.read_bytes())
        other = build_wheel(folder_of(self), epoch="1700000000")
        self.assertNotEqual(other.read_bytes(), self.wheel.read_bytes())


class ThirdParties(unittest.TestCase):
    def test_each_library_that_is_compiled_in_has_its_notice(self):
        notices = (PACKAGES / "THIRD-PARTY-LICENSES").read_text()
        found = (ROOT / "cmake/Dependencies.cmake").read_text() + (ROOT / "cmake/TreeSitter.cmake").read_text()
        for target, name in (("find_package(Boost", "Boost"), ("find_package(nlohmann_json", "nlohmann/json"),
                             ("find_package(fmt", "fmt"), ("find_package(CLI11", "CLI11"),
                             ("pkg_check_modules(tomlplusplus", "toml++"), ("pkg_check_modules(xxhash", "xxHash"),
                             ("perfhint_npm_pack(tree-sitter ", "tree-sitter"),
                             ("perfhint_npm_pack(tree-sitter-python ", "tree-sitter-python")):
            self.assertIn(target, found)
            self.assertRegex(notices, rf"(?m)^  {name.replace('+', '[+]')}\s")
            found = found.replace(target, "")
        for left in ("find_package(Threads", "find_package(PkgConfig", "pkg_check_modules(TREE_SITTER"):
            found = found.replace(left, "")
        self.assertNotRegex(found, r"find_package\(|pkg_check_modules\((?!TREE)|perfhint_npm_pack\(tree")


class Installed(unittest.TestCase):
    """In a new virtual environment, without an index."""

    @classmethod
    def setUpClass(cls):
        cls.wheel = build_wheel(folder_of(cls))

    def setUp(self):
        self.folder = folder_of(self)
        self.bin = self.folder / "venv/bin"
        succeed("python3", "-m", "venv", self.folder / "venv")
        self.before = self.tree()
        succeed(self.bin / "pip", "install", self.wheel)
        (self.folder / "sample.py").write_text(SAMPLE)

    def tree(self):
        return {path: path.stat().st_size for path in (self.folder / "venv").rglob("*") if path.is_file()}

    def check(self, *program):
        return run(*program, "check", "--output-format", "concise", self.folder / "sample.py", cwd=self.folder)

    def test_the_script_and_the_module_say_what_the_program_says(self):
        expected = self.check(BINARY)
        self.assertEqual(expected.returncode, 1)
        self.assertIn(RULE, expected.stdout)
        for program in ((self.bin / "perfhint",), (self.bin / "python", "-m", "perfhint")):
            said = self.check(*program)
            self.assertEqual((said.returncode, said.stdout), (1, expected.stdout))
        self.assertEqual(succeed(self.bin / "perfhint", "--version").strip(), f"perfhint {VERSION}")

    def test_the_module_finds_the_program_of_a_target_folder(self):
        succeed(self.bin / "pip", "uninstall", "--yes", "perfhint")
        succeed(self.bin / "pip", "install", "--target", self.folder / "target", self.wheel)
        said = run(self.bin / "python", "-m", "perfhint", "--version", env={"PYTHONPATH": str(self.folder / "target")})
        self.assertEqual(said.stdout.strip(), f"perfhint {VERSION}")

    def test_a_lost_program_is_told(self):
        (self.bin / "perfhint").unlink()
        said = run(self.bin / "python", "-m", "perfhint", "--version")
        self.assertNotEqual(said.returncode, 0)
        self.assertIn(str(self.bin / "perfhint"), said.stderr)

    def test_nothing_is_left_when_it_goes(self):
        self.assertNotEqual(self.tree(), self.before)
        succeed(self.bin / "pip", "uninstall", "--yes", "perfhint")
        self.assertEqual(self.tree(), self.before)


if __name__ == "__main__":
    unittest.main()
