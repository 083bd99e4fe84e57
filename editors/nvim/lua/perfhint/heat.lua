-- Measured heat: draws what the server tells of a profile (perfhint/publishHeat). Without a profile nothing is there.
local clients = require('perfhint.clients')
local text = require('perfhint.heat_text')
local M = {}

local namespace = vim.api.nvim_create_namespace('perfhint_heat')
local heats = {} -- buffer -> what the server told last, with hot lines

-- Groups that differ from the text in dark and light: links, so that they follow the colours of the user.
local groups = { 'Comment', 'DiagnosticHint', 'DiagnosticInfo', 'DiagnosticWarn', 'DiagnosticError' }

local function define_groups()
  for step, group in ipairs(groups) do
    vim.api.nvim_set_hl(0, 'PerfhintHeat' .. step, { link = group, default = true })
  end
  vim.api.nvim_set_hl(0, 'PerfhintHeatStale', { link = 'NonText', default = true })
end

-- At the right, where that covers no code.
local label_place = vim.fn.has('nvim-0.11') == 1 and 'eol_right_align' or 'eol'

-- A bar among the signs, which gives way to any other; the number; and of the hottest what they took.
local function draw_line(bufnr, heat, hot, label)
  local group = heat.stale and 'PerfhintHeatStale' or 'PerfhintHeat' .. hot.heat
  vim.api.nvim_buf_set_extmark(bufnr, namespace, hot.line, 0, {
    number_hl_group = group,
    sign_text = '▎',
    sign_hl_group = group,
    virt_text = label and { { label, group } } or nil,
    virt_text_pos = label and label_place or nil,
    priority = 5,
  })
end

local function draw(bufnr, heat)
  local labels = {}
  for _, hot in ipairs(text.hottest(heat)) do
    labels[hot.line] = text.label(heat, hot)
  end
  for _, hot in ipairs(heat.lines) do
    if hot.line < vim.api.nvim_buf_line_count(bufnr) then
      draw_line(bufnr, heat, hot, labels[hot.line])
    end
  end
end

local keys = { [']h'] = 'next', ['[h'] = 'previous' }

-- Only while there is heat, and not over a mapping of the user's.
local function map_keys(bufnr, on)
  vim.api.nvim_buf_call(bufnr, function()
    for key, direction in pairs(keys) do
      local mapped = vim.fn.maparg(key, 'n', false, true)
      local desc = 'perfhint: the ' .. direction .. ' hot line'
      if on and vim.tbl_isempty(mapped) then
        vim.keymap.set('n', key, function()
          M.go(direction)
        end, { buffer = bufnr, desc = desc })
      elseif not on and mapped.desc == desc then
        vim.keymap.del('n', key, { buffer = bufnr })
      end
    end
  end)
end

local function forget(bufnr)
  if heats[bufnr] and vim.api.nvim_buf_is_valid(bufnr) then
    vim.api.nvim_buf_clear_namespace(bufnr, namespace, 0, -1)
    map_keys(bufnr, false)
  end
  heats[bufnr] = nil
end

-- A profile is forgotten with the server that has read it. Before Neovim 0.8 nothing tells of its end.
local function forget_with_server()
  if vim.fn.exists('##LspDetach') == 0 then
    return
  end
  vim.api.nvim_create_autocmd('LspDetach', {
    group = vim.api.nvim_create_augroup('perfhint_heat', { clear = true }),
    callback = function(event)
      local client = vim.lsp.get_client_by_id(event.data.client_id)
      if not client or client.name == 'perfhint' then
        forget(event.buf)
      end
    end,
  })
end

-- The handler of perfhint/publishHeat.
function M.publish(_, heat)
  local bufnr = vim.uri_to_bufnr(heat.uri)
  forget(bufnr)
  if #heat.lines == 0 or not vim.api.nvim_buf_is_loaded(bufnr) then
    return
  end
  heats[bufnr] = heat
  define_groups()
  forget_with_server()
  map_keys(bufnr, true)
  draw(bufnr, heat)
end


local function say(words, level)
  vim.notify('perfhint: ' .. words, level or vim.log.levels.INFO)
end

-- To the next or the previous of the lines that have a text; after the last comes the first.
function M.go(direction)
  local heat = heats[vim.api.nvim_get_current_buf()]
  local line = heat and text.neighbour(heat, vim.api.nvim_win_get_cursor(0)[1] - 1, direction)
  if not line then
    return say('no hot line in this buffer; :PerfhintProfile FILE loads a profile')
  end
  vim.cmd('normal! m`')
  vim.api.nvim_win_set_cursor(0, { math.min(line + 1, vim.api.nvim_buf_line_count(0)), 0 })
  vim.cmd('normal! ^')
end

-- The labelled lines of all buffers, the hottest first, in the quickfix list.
function M.list()
  local items = {}
  for bufnr, heat in pairs(heats) do
    for _, hot in ipairs(vim.api.nvim_buf_is_loaded(bufnr) and text.hottest(heat) or {}) do
      local words = text.label(heat, hot) .. (heat.stale and ' (the profile is older than this text)' or '')
      items[#items + 1] = { bufnr = bufnr, lnum = hot.line + 1, text = words, cost = text.cost(heat, hot) }
    end
  end
  if #items == 0 then
    return say('no hot lines; :PerfhintProfile FILE loads a profile')
  end
  table.sort(items, function(a, b)
    return a.cost > b.cost
  end)
  for _, item in ipairs(items) do
    item.cost = nil -- setqflist() knows no such key
  end
  vim.fn.setqflist({}, ' ', { title = 'perfhint: hot lines', items = items })
  vim.cmd('botright copen')
end

-- Has all servers read the file, or, without one, forget what they have read.
function M.load(file)
  local running = clients.all()
  if #running == 0 then
    return say('does not run; open a Python file first', vim.log.levels.ERROR)
  end
  local params = { command = 'perfhint.clearProfile', arguments = {} }
  if file then
    local uri = vim.uri_from_fname(vim.fn.fnamemodify(file, ':p'))
    params = { command = 'perfhint.loadProfile', arguments = { { uri = uri } } }
  end
  for _, client in ipairs(running) do
    clients.request(client, 'workspace/executeCommand', params, function(err)
      if err then
        say(err.message or vim.inspect(err), vim.log.levels.ERROR)
      end
    end, clients.buffers(client)[1])
  end
end

return M
