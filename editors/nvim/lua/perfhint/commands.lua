-- What :PerfhintExplain, :PerfhintSizes and :PerfhintFixAll do; plugin/perfhint.lua makes them commands.
local clients = require('perfhint.clients')
local M = {}

local function say(text, level)
  vim.notify('perfhint: ' .. text, level or vim.log.levels.INFO)
end

local function client_here()
  local client = clients.all(vim.api.nvim_get_current_buf())[1]
  if not client then
    say('does not run in this buffer; :checkhealth perfhint tells why', vim.log.levels.ERROR)
  end
  return client
end

-- Runs `perfhint ARGUMENTS...`; its output, or nil after telling what is wrong.
local function run(...)
  local program = clients.program()
  if vim.fn.executable(program) == 0 then
    return say(program .. ' is not found; :checkhealth perfhint tells more', vim.log.levels.ERROR)
  end
  local output = vim.fn.system({ program, ... })
  if vim.v.shell_error == 0 then
    return output
  end
  say(vim.trim(output), vim.log.levels.ERROR)
end

-- Rules of the hints in the cursor's line; of those at the cursor, where there are any.
local function rules_here()
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local in_line, at_cursor = {}, {}
  for _, hint in ipairs(vim.diagnostic.get(0, { lnum = row - 1 })) do
    local rule = hint.code or vim.tbl_get(hint, 'user_data', 'lsp', 'code')
    if hint.source == 'perfhint' and rule and not vim.tbl_contains(in_line, rule) then
      in_line[#in_line + 1] = rule
      if hint.col <= column and (hint.end_lnum > hint.lnum or column < hint.end_col) then
        at_cursor[#at_cursor + 1] = rule
      end
    end
  end
  return #at_cursor > 0 and at_cursor or in_line
end

local page_window

-- Shows Markdown in a window below, which q closes; the next page takes its place.
local function show_page(name, markdown)
  if page_window and vim.api.nvim_win_is_valid(page_window) then
    vim.api.nvim_set_current_win(page_window)
    vim.cmd('enew')
  else
    vim.cmd('botright new')
    page_window = vim.api.nvim_get_current_win()
  end
  local bufnr = vim.api.nvim_get_current_buf()
  vim.api.nvim_buf_set_lines(bufnr, 0, -1, false, vim.split(vim.trim(markdown), '\n'))
  vim.bo[bufnr].buftype, vim.bo[bufnr].bufhidden, vim.bo[bufnr].swapfile = 'nofile', 'wipe', false
  vim.api.nvim_buf_set_name(bufnr, 'perfhint://' .. name)
  vim.bo[bufnr].filetype, vim.bo[bufnr].modified, vim.bo[bufnr].modifiable = 'markdown', false, false
  vim.cmd('setlocal wrap linebreak')
  vim.keymap.set('n', 'q', '<Cmd>close<CR>', { buffer = bufnr, desc = 'close the page' })
end

local function explain(rule)
  local page = run('explain', rule)
  if page then
    show_page(rule, page)
  end
end

-- The page of a rule; without one, of the hint at the cursor.
function M.explain(rule)
  if rule and rule ~= '' then
    return explain(rule)
  end
  local rules = rules_here()
  if #rules == 0 then
    say('no hint in this line')
  elseif #rules == 1 then
    explain(rules[1])
  else
    vim.ui.select(rules, { prompt = 'Explain' }, function(chosen)
      if chosen then
        explain(chosen)
      end
    end)
  end
end

-- Names of rules that begin with PREFIX, to complete a command line.
function M.complete_rules(prefix)
  local ok, rules = pcall(vim.json.decode, run('rules', '--json') or '[]')
  local names = {}
  for _, entry in ipairs(ok and rules or {}) do
    if vim.startswith(entry.rule, prefix) then
      names[#names + 1] = entry.rule
    end
  end
  return names
end

function M.complete_sizes(prefix)
  return vim.tbl_filter(function(which)
    return vim.startswith(which, prefix)
  end, { 'all', 'large', 'off' })
end

local sizes = {} -- client -> what M.sizes() set
local made_visible = {} -- buffers whose inlay hints were off before

local function show_inlay_hints(client, on)
  for _, bufnr in ipairs(clients.buffers(client)) do
    local enabled = vim.lsp.inlay_hint.is_enabled({ bufnr = bufnr })
    if on and not enabled then
      made_visible[bufnr] = true
      vim.lsp.inlay_hint.enable(true, { bufnr = bufnr })
    elseif not on and made_visible[bufnr] then
      made_visible[bufnr] = nil
      vim.lsp.inlay_hint.enable(false, { bufnr = bufnr })
    end
  end
end

-- Sizes behind the lines: 'all', 'large' (from 1 KB on) or 'off'; without one, the other of 'all' and 'off'.
function M.sizes(which)
  if not vim.lsp.inlay_hint or vim.fn.has('nvim-0.10') == 0 then
    return say('sizes behind the lines need Neovim 0.10; hover shows them in any', vim.log.levels.WARN)
  end
  local client = client_here()
  if not client then
    return
  end
  if not which or which == '' then
    which = (sizes[client.id] or 'off') == 'off' and 'all' or 'off'
  elseif #M.complete_sizes(which) ~= 1 then
    return say('sizes are all, large or off, not ' .. which, vim.log.levels.ERROR)
  end
  sizes[client.id] = which
  client.settings = vim.tbl_deep_extend('force', client.settings or {}, { perfhint = { inlayHints = { sizes = which } } })
  clients.notify(client, 'workspace/didChangeConfiguration', { settings = client.settings })
  show_inlay_hints(client, which ~= 'off')
end

-- Applies all fixes that surely change nothing else.
function M.fix_all()
  local client = client_here()
  if not client then
    return
  end
  local arguments = { { textDocument = { uri = vim.uri_from_bufnr(0) } } }
  local params = { command = 'perfhint.fixAll', arguments = arguments }
  clients.request(client, 'workspace/executeCommand', params, function(err, result)
    if err then
      say(err.message or vim.inspect(err), vim.log.levels.ERROR)
    elseif not (result and result.applied) then
      say('nothing here that is safe to fix without asking')
    end
  end, vim.api.nvim_get_current_buf())
end

return M
