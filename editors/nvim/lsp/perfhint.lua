-- perfhint for Neovim. 0.11 and later: put this file into ~/.config/nvim/lsp/ and call vim.lsp.enable('perfhint').
-- Earlier: put ftplugin/python.lua, beside this folder, into ~/.config/nvim/ftplugin/ as well.
return {
  cmd = { 'perfhint', 'lsp' },
  filetypes = { 'python' },
  root_markers = { 'perfhint.toml', 'pyproject.toml', 'setup.py', '.git' },
}
