# Homebrew: Formula/perfhint.rb of a tap.
class Perfhint < Formula
  desc "Tells what Python code costs: language server and command-line checker"
  homepage "https://github.com/perfhint/perfhint"
  url "https://github.com/perfhint/perfhint/archive/refs/tags/v0.1.0.tar.gz"
  sha256 "HASH-OF-THE-RELEASE"
  license "MIT"

  depends_on "boost" => :build
  depends_on "cli11" => :build
  depends_on "cmake" => :build
  depends_on "fmt" => :build
  depends_on "ninja" => :build
  depends_on "nlohmann-json" => :build
  depends_on "pkgconf" => :build
  depends_on "tomlplusplus" => :build
  depends_on "xxhash" => :build
  depends_on :linux # built and tested nowhere else yet

  resource "tree-sitter" do
    url "https://registry.npmjs.org/tree-sitter/-/tree-sitter-0.25.1.tgz"
    sha256 "07aeba8dd71630e7e72b2d4ca3bd2680c3471824100cc5ebff44e78a6ed0b6d3"
  end

  resource "tree-sitter-python" do
    url "https://registry.npmjs.org/tree-sitter-python/-/tree-sitter-python-0.25.0.tgz"
    sha256 "63b76b3fa8181fd79eaad4abcdb21e2babcb504dbfc7710a89934fa456d26096"
  end

  def install
    resource("tree-sitter").stage buildpath/"deps"
    resource("tree-sitter-python").stage buildpath/"deps/vendor/tree-sitter-python"
    system "cmake", "-S", ".", "-B", "build", "-G", "Ninja", "-DPERFHINT_TESTS=OFF",
           "-DPERFHINT_TREE_SITTER_DIR=#{buildpath}/deps/vendor", *std_cmake_args
    system "cmake", "--build", "build"
    system "cmake", "--install", "build"
  end

  test do
    (testpath/"slow.py").write <<~PYTHON
      def common(a: list[int], b: list[int]):
          return [x for x in a if x in b]
    PYTHON
    assert_match "list-membership-in-loop", shell_output("#{bin}/perfhint check slow.py", 1)
    assert_match version.to_s, shell_output("#{bin}/perfhint --version")
  end
end
