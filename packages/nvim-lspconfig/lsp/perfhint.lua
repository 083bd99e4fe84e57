---@brief
---
--- https://github.com/perfhint/perfhint
---
--- perfhint tells what Python code costs: it marks lines that waste time or memory, with gains measured on CPython 3.8 to 3.15,
--- offers fixes, and shows sizes on hover. It completes and formats nothing, and runs beside a type checker or Ruff.
---
--- ```sh
--- pip install perfhint
--- ```
---
--- Settings are read from `perfhint.toml` or `[tool.perfhint]` in `pyproject.toml`, or given here:
---
--- ```lua
--- vim.lsp.config('perfhint', {
---   init_options = {
---     ignore = { 'hoist-attribute' },
---   },
--- })
--- ```

---@type vim.lsp.Config
return {
  cmd = { 'perfhint', 'lsp' },
  filetypes = { 'python' },
  root_markers = { 'perfhint.toml', 'pyproject.toml', 'setup.py', '.git' },
}
