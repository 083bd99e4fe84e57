-- perfhint for vim.lsp.enable('perfhint') of Neovim 0.11 and later; lua/perfhint/init.lua reads it for earlier ones.
return {
  cmd = { 'perfhint', 'lsp' },
  filetypes = { 'python' },
  root_markers = { 'perfhint.toml', 'pyproject.toml', 'setup.py', '.git' },
}
