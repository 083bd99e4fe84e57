-- perfhint in a real Neovim: attaches by the shipped set-up, shows hints and sizes, fixes, follows edits.
-- Run by run.sh, which puts `perfhint` on the PATH and the shipped set-up on the runtimepath, and counts the report.
local rule = 'materialized-arg-any-all'
local list = '[row < 0 for row in rows]'
local patience = 10000 -- ms; an upper bound, on a loaded machine too

local report = assert(io.open(vim.env.WORK .. '/report', 'a'))

local function say(line)
  report:write(line .. '\n')
  report:flush()
end
local function check(name, ok, found)
  say((ok and 'ok   ' or 'FAIL ') .. name .. (ok and '' or ' | ' .. vim.inspect(found):gsub('%s+', ' ')))
  return ok
end
local function wait(name, is_so, found)
  local ok = vim.wait(patience, function()
    vim.cmd('redraw')
    return is_so()
  end, 10)
  return check(name, ok, not ok and found and found())
end

local function lines(first, last)
  return vim.api.nvim_buf_get_lines(0, first or 0, last or -1, false)
end
local function line_of(text)
  for number, line in ipairs(lines()) do
    if line:find(text, 1, true) then
      return number - 1, line
    end
  end
  error('no line has ' .. text)
end

-- The rule's hints as "line text: covered text". Neovim's columns are bytes, so a wrong encoding shows.
local function hints()
  local found = {}
  for _, hint in ipairs(vim.diagnostic.get(0)) do
    if hint.code == rule then
      local covered = vim.api.nvim_buf_get_text(0, hint.lnum, hint.col, hint.end_lnum, hint.end_col, {})
      found[#found + 1] = { line = hint.lnum, text = table.concat(covered, '\n'), message = hint.message, source = hint.source }
    end
  end
  table.sort(found, function(a, b)
    return a.line < b.line
  end)
  return found
end
local function hinted(...)
  local wanted, found = { ... }, hints()
  if #wanted ~= #found then
    return false
  end
  for i, text in ipairs(wanted) do
    if found[i].line ~= line_of(text) then
      return false
    end
  end
  return true
end

local function attach()
  vim.cmd.edit(vim.env.WORK .. '/sample.py')
  local client
  wait('attaches by the shipped set-up', function()
    client = vim.lsp.get_clients({ name = 'perfhint', bufnr = 0 })[1]
    return client and client.initialized
  end)
  say('info ' .. vim.fn.execute('version'):match('NVIM [^\n]*') .. ', ' .. client.offset_encoding)
  return client
end

local function sees_hints()
  wait('hints appear', function()
    return hinted('first =', 'second =')
  end, hints)
  local first, second = unpack(hints())
  check('a hint covers the list', first.text:find(list, 1, true), first)
  check('the same behind an astral character', second.text == first.text, second)
  check('a hint names perfhint and says why', first.source == 'perfhint' and #first.message > 10, first)
end

local function hover_text(text, column)
  local number, line = line_of(text)
  vim.api.nvim_win_set_cursor(0, { number + 1, line:find(column, 1, true) - 1 })
  vim.lsp.buf.hover()
  local shown
  vim.wait(patience, function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        shown = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
        vim.api.nvim_win_close(window, true)
      end
    end
    return shown
  end, 10)
  return shown or ''
end
local function sees_sizes()
  for name, where in pairs({ class = { 'class Point', 'Point' }, ['list literal'] = { 'sizes =', '[' } }) do
    local shown = hover_text(unpack(where))
    check('hover on a ' .. name .. ' shows bytes', shown:find('%d+ B'), shown)
    check('hover on a ' .. name .. ' names the Python', shown:find('Python 3%.%d+'), shown)
  end
end

local function fixes()
  for _, variable in ipairs({ 'second', 'first' }) do
    local number, line = line_of(variable .. ' =')
    vim.api.nvim_win_set_cursor(0, { number + 1, line:find('[row', 1, true) - 1 })
    vim.lsp.buf.code_action({
      apply = true,
      context = { only = { 'quickfix' } },
      filter = function(action)
        return action.isPreferred
      end,
    })
    local wanted = line:gsub('%[(.*)%]', '%1')
    wait('quick fix of ' .. variable .. ' changes the line', function()
      return lines(number, number + 1)[1] == wanted
    end, lines)
  end
  wait('fixed hints go', function()
    return hinted()
  end, hints)
end

local function close_undo_block()
  vim.cmd('let &undolevels = &undolevels')
end

local function follows_typing()
  vim.api.nvim_win_set_cursor(0, { line_of('return name') + 1, 0 })
  vim.api.nvim_feedkeys('O    third = "𝔘"; third = all([row > 9 for row in rows])\27', 'tx', false)
  wait('a typed line gets its hint', function()
    return hinted('third =')
  end, hints)
  check('at its place', hints()[1] and hints()[1].text:find('[row > 9 for row in rows]', 1, true), hints())
  close_undo_block()
  vim.cmd([[silent keeppatterns %substitute/(\[\(row > 9.*\)\])/(\1)/]])
  wait('and loses it when mended', function()
    return hinted()
  end, hints)
  vim.cmd('silent undo')
  wait('undo brings it back', function()
    return hinted('third =')
  end, hints)
  vim.cmd('silent redo')
  wait('redo takes it again', function()
    return hinted()
  end, hints)
end

-- Random edits on lines without quotes and brackets, so that the text stays lexically closed.
local function is_plain(row)
  local line = lines(row, row + 1)[1]
  return line and not line:find('[][(){}"\'\\]')
end
local function random_edit(bits)
  local row
  repeat
    row = math.random(0, vim.api.nvim_buf_line_count(0) - 1)
  until is_plain(row)
  local line = lines(row, row + 1)[1]
  local columns = vim.str_utf_pos(line)
  for i, byte in ipairs(columns) do
    columns[i] = byte - 1
  end
  columns[#columns + 1] = #line
  local first, last = columns[math.random(#columns)], columns[math.random(#columns)]
  first, last = math.min(first, last), math.max(first, last)
  local dice = math.random()
  if dice < 0.2 and is_plain(row + 1) then
    vim.api.nvim_buf_set_text(0, row, #line, row + 1, 0, { '' })
  elseif dice < 0.5 then
    vim.api.nvim_buf_set_text(0, row, first, row, last, { bits[math.random(#bits)] })
  elseif dice < 0.7 then
    vim.api.nvim_buf_set_text(0, row, first, row, first, { bits[math.random(#bits)], bits[math.random(#bits)] })
  else
    vim.api.nvim_buf_set_text(0, row, first, row, first, { bits[math.random(#bits)] })
  end
end
local function survives_a_storm()
  math.randomseed(tonumber(vim.env.SEED))
  local plain = {}
  for i = 1, 12 do
    plain[i] = 'total = total + ' .. i .. '  # é€𝔘'
  end
  vim.api.nvim_buf_set_lines(0, -1, -1, false, plain)
  for i = 1, 200 do
    close_undo_block()
    local dice = math.random()
    if dice < 0.1 then
      vim.cmd('silent undo')
    elseif dice < 0.2 then
      vim.cmd('silent redo')
    else
      random_edit({ 'a', 'é', '€', '𝔘', '\t', ' ', 'x = 1', '' })
    end
    if i % 20 == 0 then
      vim.wait(200) -- let some of them go out by themselves
    end
  end
  rule = 'list-pop0' -- which holds whatever the storm bound
  vim.api.nvim_buf_set_lines(0, -1, -1, false, { '', '', 'def last(stop):', '    rows = [row for row in stop]', '    while rows: print("𝔘", rows.pop(0))' })
  wait('after 200 random edits a new line gets its hint', function()
    local found = hints()
    return #found == 1 and found[1].text:find('rows.pop(0)', 1, true)
  end, hints)
end

local function stops(client)
  vim.cmd('silent write')
  vim.lsp.stop_client(client.id)
  wait('the server stops', function()
    return client.is_stopped()
  end)
  wait('the client is gone', function()
    return vim.lsp.get_client_by_id(client.id) == nil
  end)
end

local ok, message = xpcall(function()
  local client = attach()
  sees_hints()
  sees_sizes()
  fixes()
  follows_typing()
  survives_a_storm()
  stops(client)
end, debug.traceback)
check('the test ran to its end', ok, message)
check('Neovim reported no error', vim.v.errmsg == '', vim.v.errmsg)
vim.cmd('qall!')
