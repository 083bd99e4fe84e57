"""SchemaStore's entries: taplo, the TOML server of editors, takes and refuses the settings that perfhint takes and refuses."""
import json
import pathlib
import tomllib
import unittest

from support import BINARY, PACKAGES, ROOT, TOOLS, blocks, folder_of, run

SETTINGS = pathlib.Path(__file__).parent / "settings"
SCHEMA = ROOT / "editors/perfhint.schema.json"
CATALOG = json.loads((PACKAGES / "schemastore/catalog-entry.json").read_text())
PYPROJECT = json.loads((PACKAGES / "schemastore/pyproject-entry.json").read_text())
BAD = [line for line in (SETTINGS / "bad.txt").read_text().splitlines() if not line.startswith("#")]


class Settings(unittest.TestCase):
    def setUp(self):
        self.folder = folder_of(self)
        (self.folder / "a.py").write_text("x = 1\n")
        # Where the schema will be is not there yet: for the test it is in this folder.
        site = CATALOG["url"].rsplit("/", 1)[0] + "/"
        here = self.folder.as_uri() + "/"
        schema = SCHEMA.read_text()
        self.assertEqual(schema.count(site), 1)
        (self.folder / "perfhint.schema.json").write_text(schema.replace(site, here))
        pyproject = {"type": "object", "properties": {"tool": {"type": "object", "properties": PYPROJECT}}}
        (self.folder / "pyproject.json").write_text(json.dumps(pyproject).replace(site, here))

    def taplo(self, name, text):
        (self.folder / name).write_text(text)
        schema = "perfhint.schema.json" if name in CATALOG["fileMatch"] else "pyproject.json"
        done = run(TOOLS / "node_modules/.bin/taplo", "check", "--schema", (self.folder / schema).as_uri(), name,
                   cwd=self.folder)
        self.assertNotIn("failed to fetch", done.stderr)
        return done

    def perfhint(self):
        """What perfhint says of the settings file."""
        return run(BINARY, "config", "a.py", cwd=self.folder).stderr

    def takes(self, name, text):
        done = self.taplo(name, text)
        self.assertEqual((done.returncode, self.perfhint()), (0, ""), f"{text}\n{done.stderr}")

    def refuses(self, name, text):
        done = self.taplo(name, text)
        self.assertIn("schema validation failed", done.stderr, text)
        self.assertIn(name, self.perfhint(), text)

    def test_both_take_every_setting(self):
        text = (SETTINGS / "good.toml").read_text()
        self.takes("perfhint.toml", text)

        def names(table, prefix=""):
            for key, value in table.items():
                yield from names(value, f"{key}.") if key in ("inlay-hints", "code-lens", "measure") else [prefix + key]
        known = json.loads(run(BINARY, "config", "--schema").stdout)["properties"]
        expected = {name for key, value in known.items()
                    for name in ([f"{key}.{part}" for part in value["properties"]] if "properties" in value else [key])}
        self.assertEqual(set(names(tomllib.loads(text))), expected)

    def test_both_take_every_setting_of_pyproject(self):
        text = (SETTINGS / "good.toml").read_text().replace("\n[", "\n[tool.perfhint.")
        self.takes("pyproject.toml", "[tool.perfhint]\n" + text)

    def test_both_take_what_the_readme_shows(self):
        block, = blocks((ROOT / "README.md").read_text(), "toml")
        self.takes("pyproject.toml", block)

    def test_both_refuse_what_is_wrong(self):
        self.assertGreater(len(BAD), 10)
        for line in BAD:
            with self.subTest(line):
                self.refuses("perfhint.toml", line + "\n")

    def test_both_refuse_what_is_wrong_in_pyproject(self):
        self.refuses("pyproject.toml", "[tool.perfhint]\n" + BAD[0] + "\n")


class Entries(unittest.TestCase):
    def test_the_address_is_the_one_that_the_schema_says(self):
        address = json.loads(SCHEMA.read_text())["$id"]
        self.assertEqual((CATALOG["url"], PYPROJECT["perfhint"]["$ref"]), (address, address))
        self.assertEqual(set(CATALOG), {"name", "description", "fileMatch", "url"})
        self.assertEqual(CATALOG["fileMatch"], ["perfhint.toml"])


if __name__ == "__main__":
    unittest.main()
