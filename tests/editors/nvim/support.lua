-- What the Neovim tests share: the report that run.sh counts, waiting, and what a user sees of a buffer.
local M = {}

local patience = tonumber(vim.env.PATIENCE) * 1000 -- ms; an upper bound, on a loaded machine too
local report = assert(io.open(vim.env.WORK .. '/report', 'a'))

M.rule = 'materialized-arg-any-all' -- whose hints hints() tells

function M.say(line)
  report:write(line .. '\n')
  report:flush()
end

function M.check(name, ok, found)
  M.say((ok and 'ok   ' or 'FAIL ') .. name .. (ok and '' or ' | ' .. vim.inspect(found):gsub('%s+', ' ')))
  return ok
end

function M.soon(is_so)
  return vim.wait(patience, function()
    vim.cmd('redraw')
    return is_so()
  end, 10)
end

-- found() tells what is instead.
function M.wait(name, is_so, found)
  local ok = M.soon(is_so)
  return M.check(name, ok, not ok and found and found())
end

-- Runs the tests in a session that ends well or badly, and ends Neovim.
function M.run(tests)
  local ok, message = xpcall(tests, debug.traceback)
  M.check('the test ran to its end', ok, message)
  M.check('Neovim reported no error', vim.v.errmsg == '', vim.v.errmsg)
  vim.cmd('qall!')
end

-- What vim.notify() was told since RUN began, once it was told something.
function M.told_by(run)
  local notify, told = vim.notify, ''
  vim.notify = function(message)
    told = told .. message
  end
  run()
  M.soon(function()
    return told ~= ''
  end)
  vim.notify = notify
  return told
end

-- What :checkhealth perfhint says.
function M.health()
  vim.cmd('checkhealth perfhint')
  local text = table.concat(M.lines(), '\n')
  vim.cmd('bwipeout!')
  return text
end

function M.client(name)
  local clients = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = 0 }) or vim.lsp.buf_get_clients(0)
  for _, client in pairs(clients) do
    if client.name == (name or 'perfhint') then
      return client
    end
  end
end

function M.attach()
  vim.cmd('edit ' .. vim.env.WORK .. '/sample.py')
  M.wait('attaches by the shipped set-up', function()
    local client = M.client()
    return client and (client.initialized or client.server_capabilities)
  end)
  local client = M.client()
  M.say('info ' .. vim.fn.execute('version'):match('NVIM [^\n]*') .. ', ' .. client.offset_encoding)
  return client
end

-- Saving may make the server ask to be asked again, which Neovim does a little later, even when it has stopped the server.
function M.stop(client)
  vim.wait(300)
  M.soon(function()
    return next(client.requests or {}) == nil
  end)
  if vim.fn.has('nvim-0.11') == 1 then
    client:stop()
  else
    client.stop()
  end
  M.wait('the client is gone', function()
    return vim.lsp.get_client_by_id(client.id) == nil
  end)
end

function M.lines(first, last)
  return vim.api.nvim_buf_get_lines(0, first or 0, last or -1, false)
end

function M.line_of(text)
  for number, line in ipairs(M.lines()) do
    if line:find(text, 1, true) then
      return number - 1, line
    end
  end
  error('no line has ' .. text)
end

-- Puts the cursor on COLUMN, a text in the first line with TEXT.
function M.go(text, column)
  local number, line = M.line_of(text)
  vim.api.nvim_win_set_cursor(0, { number + 1, line:find(column or text, 1, true) - 1 })
  return number, line
end

local function covered_by(hint)
  local covered = vim.api.nvim_buf_get_text(0, hint.lnum, hint.col, hint.end_lnum, hint.end_col, {})
  return table.concat(covered, '\n')
end

-- The rule's hints by line. Neovim's columns are bytes, so a wrong encoding shows in what they cover.
function M.hints()
  local found = {}
  for _, hint in ipairs(vim.diagnostic.get(0)) do
    if (hint.code or hint.user_data.lsp.code) == M.rule then
      found[#found + 1] = { line = hint.lnum, text = covered_by(hint), message = hint.message, source = hint.source }
    end
  end
  table.sort(found, function(a, b)
    return a.line < b.line
  end)
  return found
end

-- Are there hints in the lines of these texts, one in each, and no others?
function M.hinted(...)
  local wanted, found = { ... }, M.hints()
  if #wanted ~= #found then
    return false
  end
  for i, text in ipairs(wanted) do
    if found[i].line ~= M.line_of(text) then
      return false
    end
  end
  return true
end

-- What K shows there, once it shows all of WANTED (patterns); the window is closed again.
function M.hover(text, column, wanted)
  M.go(text, column)
  vim.api.nvim_feedkeys('K', 'x', false)
  local shown, window_shown = ''
  M.soon(function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        window_shown = window
        shown = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
      end
    end
    for _, pattern in ipairs(wanted) do
      if not shown:find(pattern) then
        return false
      end
    end
    return true
  end)
  if window_shown then
    vim.api.nvim_win_close(window_shown, true)
  end
  return shown
end

function M.close_undo_block()
  vim.cmd('let &undolevels = &undolevels')
end

return M
