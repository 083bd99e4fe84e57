-- perfhint in Neovim 0.7 and later: setup() makes it start in Python buffers, and K show sizes.
local M = {}

local function shipped(name)
  return dofile(vim.api.nvim_get_runtime_file(name, false)[1])
end

local defaults = shipped('lsp/perfhint.lua')

-- What setup() was given, over lsp/perfhint.lua. Read it, do not write it.
M.config = vim.deepcopy(defaults)
M.is_set_up = false

local is_new = vim.fn.has('nvim-0.11') == 1

-- The folder nearest upward of the file that has a marker; else the file's own.
local function root_of(file)
  local own = vim.fn.fnamemodify(file, ':p:h')
  local folder, above = own, nil
  while folder ~= above do
    for _, marker in ipairs(M.config.root_markers) do
      if vim.loop.fs_stat(folder .. '/' .. marker) then
        return folder
      end
    end
    above, folder = folder, vim.fn.fnamemodify(folder, ':h')
  end
  return own
end

-- Before Neovim 0.10, K is pydoc in Python buffers. A mapping that is there already stays: it may be the user's.
local function map_hover(bufnr)
  local key = M.config.hover_key
  vim.api.nvim_buf_call(bufnr, function()
    if key and vim.fn.maparg(key, 'n') == '' then
      vim.keymap.set('n', key, function()
        vim.lsp.buf.hover()
      end, { buffer = bufnr, desc = 'perfhint: sizes, and what other servers say' })
    end
  end)
end

local function client_config(options)
  local drawing = shipped('after/lsp/perfhint.lua')
  local usual = is_new and {} or vim.lsp.protocol.make_client_capabilities() -- which 0.11 adds itself
  return {
    name = 'perfhint',
    cmd = M.config.cmd,
    capabilities = vim.tbl_deep_extend('force', usual, drawing.capabilities),
    handlers = drawing.handlers,
    settings = options.settings and { perfhint = options.settings },
    on_init = function(client)
      if options.settings and not vim.lsp.start then -- Neovim 0.7 keeps them to itself
        client.notify('workspace/didChangeConfiguration', { settings = client.config.settings })
      end
    end,
    on_attach = function(client, bufnr)
      map_hover(bufnr)
      if options.on_attach then
        options.on_attach(client, bufnr)
      end
    end,
  }
end

local function is_missing()
  return type(M.config.cmd) == 'table' and vim.fn.executable(M.config.cmd[1]) == 0
end

-- In the first Python buffer; Neovim says nothing, or too much in each.
local function tell_if_missing()
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('perfhint_missing', { clear = true }),
    pattern = M.config.filetypes,
    once = true,
    callback = function()
      if is_missing() then
        local text = 'perfhint: there is no program ' .. M.config.cmd[1] .. '; :checkhealth perfhint tells more'
        vim.notify(text, vim.log.levels.WARN)
      end
    end,
  })
end

local started = {} -- root folder -> client, for Neovim 0.7 only

local function start(bufnr, config)
  local file = vim.api.nvim_buf_get_name(bufnr)
  if vim.bo[bufnr].buftype ~= '' or file == '' or is_missing() then
    return
  end
  local root = root_of(file)
  config = vim.tbl_extend('force', config, { root_dir = root })
  if vim.lsp.start then
    return vim.lsp.start(config, { bufnr = bufnr })
  end
  if not (started[root] and vim.lsp.get_client_by_id(started[root])) then
    started[root] = vim.lsp.start_client(config)
  end
  vim.lsp.buf_attach_client(bufnr, started[root])
end

-- What vim.lsp.enable() does since 0.11.
local function enable(config)
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('perfhint', { clear = true }),
    pattern = M.config.filetypes,
    callback = function(event)
      start(event.buf, config)
    end,
  })
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(bufnr) and vim.tbl_contains(M.config.filetypes, vim.bo[bufnr].filetype) then
      vim.api.nvim_buf_call(bufnr, function()
        start(bufnr, config)
      end)
    end
  end
end

-- options (all optional): cmd, filetypes, root_markers as in lsp/perfhint.lua; settings, by the names of the README;
-- on_attach(client, bufnr); hover_key, which is 'K' unless false.
function M.setup(options)
  options = options or {}
  M.config = vim.tbl_extend('force', defaults, { hover_key = 'K' }, options)
  M.is_set_up = true
  tell_if_missing()
  local config = client_config(options)
  if is_new then
    config.filetypes, config.root_markers = M.config.filetypes, M.config.root_markers
    vim.lsp.config('perfhint', config)
    vim.lsp.enable('perfhint')
  else
    vim.lsp.buf.hover = require('perfhint.hover').show
    enable(config)
  end
end

return M
