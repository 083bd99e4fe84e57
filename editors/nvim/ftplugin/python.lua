-- Neovim 0.8 to 0.10, which know no vim.lsp.enable: start perfhint in every Python buffer, as lsp/perfhint.lua says.
-- K shows pydoc in Python buffers; for the size of what the cursor is on, map vim.lsp.buf.hover, as below.
if vim.lsp.enable then
  return
end

local config = dofile(vim.api.nvim_get_runtime_file('lsp/perfhint.lua', false)[1])
local file = vim.api.nvim_buf_get_name(0)
local marker = vim.fs.find(config.root_markers, { upward = true, path = vim.fs.dirname(file) })[1]

vim.lsp.start({
  name = 'perfhint',
  cmd = config.cmd,
  root_dir = vim.fs.dirname(marker or file),
})
vim.keymap.set('n', 'K', vim.lsp.buf.hover, { buffer = true, desc = 'perfhint: size or rule' })
