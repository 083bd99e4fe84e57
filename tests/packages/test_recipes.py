"""What is prepared for other registries: each file by the registry's own reader where there is one, and all by one table."""
import hashlib
import json
import os
import pathlib
import re
import shlex
import shutil
import tomllib
import unittest

import rattler_build
import yaml
from support import PACKAGES, ROOT, RULE, TOOLS, VERSION, folder_of, run, succeed

REPOSITORY = tomllib.loads((PACKAGES / "pypi/pyproject.toml").read_text())["project"]["urls"]["Repository"]
UNKNOWN = "HASH-OF-THE-RELEASE"
TREE_SITTER = (ROOT / "cmake/TreeSitter.cmake").read_text()
ARCHIVES = pathlib.Path(os.environ.get("PERFHINT_DEPS_DIR") or ROOT / ".deps")  # fetched by the build
EDITORS = pathlib.Path(os.environ.get("PERFHINT_EDITORS") or pathlib.Path.home() / ".cache/perfhint/editors")

# Where each file says the version.
VERSIONS = [
    ("arch/PKGBUILD", r"(?m)^pkgver=(.*)$"),
    ("conda/recipe.yaml", r'version: "(.*)"'),
    ("docker/Dockerfile", r'image\.version="(.*)"'),
    ("docker/Dockerfile", r"-t perfhint:(\S+)"),
    ("github-action/action.yml", r'default: "(\d.*)"'),
    ("github-action/README.md", r"perfhint-action@v(\S+)"),
    ("github-action/README.md", r"\| `version` \| `(.*?)`"),
    ("gitlab/perfhint.gitlab-ci.yml", r'PERFHINT_VERSION: "(.*)"'),
    ("homebrew/perfhint.rb", r"/tags/v(.*)\.tar\.gz"),
    ("mason/package.yaml", r"pkg:pypi/perfhint@(.*)"),
    ("pre-commit/pyproject.toml", r'(?m)^version = "(.*)"'),
    ("pre-commit/pyproject.toml", r'"perfhint==(.*)"'),
    ("pre-commit/README.md", r"rev: v(\S+)"),
]
# Where each says the licence.
LICENCES = [
    ("arch/PKGBUILD", r"(?m)^license=\((.*)\)$"),
    ("conda/recipe.yaml", r"  license: (.*)"),
    ("docker/Dockerfile", r'image\.licenses="(.*)"'),
    ("homebrew/perfhint.rb", r'license "(.*)"'),
    ("mason/package.yaml", r"licenses:\n  - (.*)"),
    ("pre-commit/pyproject.toml", r'license = "(.*)"'),
    ("pypi/pyproject.toml", r'license = "(.*)"'),
]
# Who waits for the hash of an archive that is not released yet, and how often.
WAIT_FOR_A_HASH = {"arch/PKGBUILD": 1, "conda/recipe.yaml": 1, "homebrew/perfhint.rb": 1}


def texts():
    """Every file of packages/ but those that are linked here, by its path there."""
    paths = (path for path in sorted(PACKAGES.rglob("*")) if path.is_file() and not path.is_symlink())
    return {str(path.relative_to(PACKAGES)): path.read_text() for path in paths if "__pycache__" not in path.parts}


def pinned(name):
    """The version and SHA-512 that the build takes of an npm package."""
    upper = name.upper().replace("-", "_")
    version = re.search(rf"set\(PERFHINT_{upper}_VERSION (.*)\)", TREE_SITTER).group(1)
    return version, re.search(rf"set\(PERFHINT_{upper}_SHA512\s+(\w+)\)", TREE_SITTER).group(1)


class Table(unittest.TestCase):
    texts = texts()

    def test_one_version(self):
        for path, pattern in VERSIONS:
            self.assertEqual(re.findall(pattern, self.texts[path]), [VERSION], f"{path}: {pattern}")

    def test_no_version_is_missing_from_the_table(self):
        named = {path for path, _ in VERSIONS}
        for path, text in self.texts.items():
            if path not in named:
                self.assertNotIn(VERSION, text, path)
        for path in named:
            times = sum(1 for other, _ in VERSIONS if other == path)
            self.assertEqual(self.texts[path].count(VERSION), times, path)

    def test_one_licence(self):
        self.assertTrue((ROOT / "LICENSE").read_text().startswith("MIT License"))
        for path, pattern in LICENCES:
            self.assertEqual(re.findall(pattern, self.texts[path]), ["MIT"], path)

    def test_one_repository(self):
        for path, text in self.texts.items():
            for url in re.findall(r"https://(?:raw\.githubusercontent|github)\.com/perfhint/[\w-]+", text):
                url = url.replace("raw.githubusercontent", "github")
                self.assertIn(url, (REPOSITORY, REPOSITORY + "-pre-commit"), path)
            self.assertNotIn("example.com", text, path)

    def test_hashes_are_true_or_said_to_be_unknown(self):
        true = set()
        for name in ("tree-sitter", "tree-sitter-python"):
            version, sha512 = pinned(name)
            archive = ARCHIVES / f"{name}-{version}.tgz"
            self.assertEqual(hashlib.sha512(archive.read_bytes()).hexdigest(), sha512)
            true |= {sha512, hashlib.sha256(archive.read_bytes()).hexdigest()}
        for path, text in self.texts.items():
            self.assertLessEqual(set(re.findall(r"\b[0-9a-f]{32,}\b", text)), true, path)
            self.assertEqual(text.count(UNKNOWN), WAIT_FOR_A_HASH.get(path, 1 if path == "README.md" else 0), path)

    def test_tree_sitter_is_the_one_that_the_build_takes(self):
        for path in WAIT_FOR_A_HASH:
            for name in ("tree-sitter", "tree-sitter-python"):
                url = f"https://registry.npmjs.org/{name}/-/{name}-{pinned(name)[0]}.tgz"
                self.assertEqual(self.texts[path].count(url), 1, path)

    def test_the_readme_has_every_folder(self):
        rows = set(re.findall(r"(?m)^\| \[([\w-]+)\]\(([\w-]+)\) \|", self.texts["README.md"]))
        self.assertEqual({folder for _, folder in rows}, {path.split("/")[0] for path in self.texts if "/" in path})


class Docker(unittest.TestCase):
    text = (PACKAGES / "docker/Dockerfile").read_text()

    def test_a_linter_finds_nothing(self):
        succeed(TOOLS / "venv/bin/hadolint", PACKAGES / "docker/Dockerfile")

    def test_what_it_copies_is_there_and_not_ignored(self):
        lines = (PACKAGES / "docker/Dockerfile.dockerignore").read_text().splitlines()
        let_in = {line[1:] for line in lines if line.startswith("!")}
        copied = [word for line in re.findall(r"(?m)^COPY (?!--from)(.*)$", self.text) for word in line.split()[:-1]]
        self.assertEqual(set(copied), let_in)
        for path in copied:
            self.assertTrue((ROOT / path).exists(), path)

    def test_it_builds_with_what_dev_builds_with(self):
        dev = (ROOT / "dev").read_text()
        needed = set(re.search(r"build_packages=\(([^)]*)\)", dev).group(1).split())
        tests_only = {"libgtest-dev", "libgmock-dev", "libbenchmark-dev"}
        installed = re.search(r"(?m)^    (g\+\+ .*) \\$", self.text).group(1).split()
        self.assertEqual(set(installed), needed - tests_only | {"npm"})

    def test_its_folders_hold_all_that_the_build_reads(self):
        """Configures from a copy of what the image gets; compiles nothing."""
        folder = folder_of(self)
        for line in (PACKAGES / "docker/Dockerfile.dockerignore").read_text().splitlines():
            if line.startswith("!"):
                source, target = ROOT / line[1:], folder / "source" / line[1:]
                target.parent.mkdir(parents=True, exist_ok=True)
                (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
        succeed("cmake", "--preset", "release", "-DPERFHINT_TESTS=OFF", f"-DPERFHINT_DEPS_DIR={ARCHIVES}",
                cwd=folder / "source")


class Arch(unittest.TestCase):
    def info(self, text):
        """What makepkg reads from the file, as its .SRCINFO; makepkg refuses to run as root."""
        folder = folder_of(self)
        (folder / "PKGBUILD").write_text(text)
        folder.chmod(0o777)
        options = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        return run("makepkg", "--printsrcinfo", cwd=folder, env={"PACMAN": "true"}, **options)

    def test_makepkg_reads_it(self):
        read = self.info((PACKAGES / "arch/PKGBUILD").read_text())
        self.assertEqual(read.returncode, 0, read.stderr)
        fields = dict(line.strip().split(" = ", 1) for line in read.stdout.splitlines() if " = " in line)
        self.assertEqual((fields["pkgname"], fields["pkgver"], fields["license"], fields["url"]),
                         ("perfhint", VERSION, "MIT", REPOSITORY))
        for field in ("source", "sha512sums"):
            self.assertEqual(len(re.findall(rf"\t{field} = ", read.stdout)), 3)

    def test_makepkg_sees_a_wrong_one(self):
        self.assertNotEqual(self.info((PACKAGES / "arch/PKGBUILD").read_text().replace("pkgver=", "pkgver=-")).returncode, 0)


class Conda(unittest.TestCase):
    def test_rattler_build_renders_it(self):
        text = (PACKAGES / "conda/recipe.yaml").read_text().replace(UNKNOWN, "0" * 64)
        compilers = {"c_stdlib": ["sysroot"], "c_stdlib_version": ["2.34"], "c_compiler": ["gcc"],
                     "c_compiler_version": ["14"], "cxx_compiler": ["gxx"], "cxx_compiler_version": ["14"]}
        variant, = rattler_build.Stage0Recipe.from_yaml(text).render(
            rattler_build.VariantConfig(compilers), rattler_build.RenderConfig())
        recipe = variant.recipe.to_dict()
        self.assertEqual((recipe["package"]["name"], recipe["package"]["version"]), ("perfhint", VERSION))
        self.assertEqual(len(recipe["source"]), 3)
        for path in recipe["about"]["license_file"]:
            self.assertTrue((ROOT / path).is_file(), path)


class Homebrew(unittest.TestCase):
    def test_ruby_reads_it(self):
        succeed("ruby", "-c", PACKAGES / "homebrew/perfhint.rb")


class Commands(unittest.TestCase):
    def test_the_command_is_perfhint_and_the_server_perfhint_lsp(self):
        self.assertIn("ENTRYPOINT [\"perfhint\"]", (PACKAGES / "docker/Dockerfile").read_text())
        self.assertEqual(yaml.safe_load((PACKAGES / "mason/package.yaml").read_text())["bin"], {"perfhint": "pypi:perfhint"})
        for hook in yaml.safe_load((PACKAGES / "pre-commit/.pre-commit-hooks.yaml").read_text()):
            self.assertEqual(shlex.split(hook["entry"])[:2], ["perfhint", "check"])

    def test_the_samples_of_the_recipes_have_the_hint(self):
        formula = (PACKAGES / "homebrew/perfhint.rb").read_text()
        sample = re.search(r"<<~PYTHON\n(.*?)\n    PYTHON", formula, re.S).group(1)
        script = yaml.safe_load((PACKAGES / "conda/recipe.yaml").read_text())["tests"][0]["script"]
        folder = folder_of(self)
        os.symlink(os.environ["PERFHINT_BINARY"], folder / "perfhint")
        environment = {"PATH": f"{folder}:{os.environ['PATH']}"}
        (folder / "slow.py").write_text(re.sub(r"(?m)^      ", "", sample))
        self.assertIn(RULE, run("perfhint", "check", "slow.py", cwd=folder, env=environment).stdout)
        self.assertIn(RULE, succeed("bash", "-ec", "\n".join(script), cwd=folder, env=environment))

    def test_mason_has_what_its_schema_asks_for(self):
        package = yaml.safe_load((PACKAGES / "mason/package.yaml").read_text())
        self.assertEqual(set(package), {"name", "description", "homepage", "licenses", "languages", "categories", "source",
                                        "schemas", "bin", "neovim"})
        self.assertEqual(package["homepage"], REPOSITORY)
        path = package["schemas"]["lsp"].split("/v{{version}}/")[1]
        extension = json.loads((ROOT / path).read_text())
        self.assertIn("perfhint.path", extension["contributes"]["configuration"]["properties"])
        self.assertTrue((PACKAGES / f"nvim-lspconfig/lsp/{package['neovim']['lspconfig']}.lua").exists())

    def test_neovim_reads_the_same_from_both_files(self):
        script = folder_of(self) / "compare.lua"
        script.write_text("""
          local ours, theirs = dofile(arg[1]), dofile(arg[2])
          io.stdout:write(vim.deep_equal(ours, theirs) and table.concat(theirs.cmd, ' ') or 'they differ')
        """)
        said = succeed(EDITORS / "nvim/run", "--clean", "-l", script, ROOT / "editors/nvim/lsp/perfhint.lua",
                       PACKAGES / "nvim-lspconfig/lsp/perfhint.lua")
        self.assertEqual(said, "perfhint lsp")

    def test_eglot_takes_the_entry_among_its_alternatives(self):
        """As eglot would do it where no other Python server is installed."""
        folder = folder_of(self)
        os.symlink(os.environ["PERFHINT_BINARY"], folder / "perfhint")
        program = f"""(progn (require 'eglot)
          (let* ((entry (with-temp-buffer (insert-file-contents "{PACKAGES}/eglot/entry.el") (read (current-buffer))))
                 (exec-path (list "{folder}"))
                 (choose (eglot-alternatives (list "no-such-server" entry))))
            (prin1 (funcall choose nil))))"""
        said = succeed(EDITORS / "emacs/run", "-Q", "--batch", "--eval", program)
        command = re.fullmatch(r'\("(.*)" "lsp"\)', said)
        self.assertTrue(command, said)
        self.assertEqual(pathlib.Path(command.group(1)).name, "perfhint")


if __name__ == "__main__":
    unittest.main()
