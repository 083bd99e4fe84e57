-- Measured heat: what is drawn of it, told by the client's own handler, and of a profile that the server reads.
local support = require('support')
local check, wait, told_by = support.check, support.wait, support.told_by

local function publish(lines, more)
  local heat = { uri = vim.uri_from_bufnr(0), profile = 'run.pstats', unit = 'seconds', total = 4.1, stale = false, lines = lines }
  support.client().handlers['perfhint/publishHeat'](nil, vim.tbl_extend('force', heat, more or {}), {})
end

local function hot(text, self, heat)
  return { line = support.line_of(text), self = self, total = self, heat = heat }
end

-- What is drawn, by line: "group text".
local function drawn()
  local namespace, found = vim.api.nvim_get_namespaces().perfhint_heat, {}
  for _, mark in ipairs(namespace and vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, { details = true }) or {}) do
    local virtual = mark[4].virt_text
    local group = mark[4].number_hl_group or virtual and virtual[1][2] or '' -- Neovim before 0.10 tells no group
    found[mark[2]] = vim.trim(group .. ' ' .. (virtual and virtual[1][1] or ''))
  end
  return found
end

local function draws()
  check('without a profile nothing is drawn', vim.tbl_isempty(drawn()) and vim.fn.maparg(']h', 'n') == '', drawn())
  publish({ hot('class Point', 0.01, 1), hot('sizes =', 2.378, 5), hot('first =', 0.41, 3) })
  local found = drawn()
  local expected = { ['class Point'] = '10.0 ms 0.24 %', ['sizes ='] = '2.38 s 58 %', ['first ='] = '410 ms 10 %' }
  for line, text in pairs(expected) do
    local shown = found[support.line_of(line)] or ''
    check(line .. ' tells ' .. text, shown:find(text, 1, true), found)
    check('in the colour of its heat', shown:find('^PerfhintHeat%d') or vim.fn.has('nvim-0.10') == 0, shown)
  end
  local number = support.line_of('first =')
  vim.api.nvim_buf_set_lines(0, number, number, false, { '    pass' })
  check('it moves with its line', drawn()[number + 1] and drawn()[number + 1]:find('410 ms', 1, true), drawn())
  vim.cmd('silent undo')
end

local function draws_ten_texts()
  local many = {}
  for line = 0, 13 do
    many[#many + 1] = { line = line, self = line / 10, total = 1, heat = 2 }
  end
  publish(many, { total = 0, peakBytes = 4096 })
  check('a profile of memory alone has no text for lines without bytes', not vim.inspect(drawn()):find('%%'), drawn())
  publish(many)
  local texts = 0
  for _, shown in pairs(drawn()) do
    texts = texts + (shown:find('%', 1, true) and 1 or 0)
  end
  check('ten lines have a text', texts == 10 and not (drawn()[3] or ''):find('%', 1, true), drawn())
end

local function press(keys)
  vim.api.nvim_feedkeys(keys, 'x', false)
  return vim.api.nvim_win_get_cursor(0)[1] - 1
end

local function goes_through()
  publish({ hot('sizes =', 2.41, 5), hot('first =', 0.41, 3) }, { stale = true })
  local first, second = support.line_of('sizes ='), support.line_of('first =')
  check('what is stale is grey', vim.fn.has('nvim-0.10') == 0 or drawn()[first]:find('^PerfhintHeatStale'), drawn())
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  for i, step in ipairs({ { ']h', first }, { ']h', second }, { ']h', first }, { '[h', second }, { '[h', first } }) do
    check(('%d: %s goes to line %d'):format(i, step[1], step[2] + 1), press(step[1]) == step[2], vim.api.nvim_win_get_cursor(0))
  end
  vim.cmd('PerfhintHot')
  local items = vim.fn.getqflist()
  check('the hot lines are listed, the hottest first',
    #items == 2 and items[1].lnum == first + 1 and items[1].text:find('2.41 s 59 %%') and items[2].lnum == second + 1, items)
  vim.cmd('cclose')
end

local function forgets()
  publish({}, { profile = '' })
  check('without a profile nothing is left', vim.tbl_isempty(drawn()) and vim.fn.maparg(']h', 'n') == '', drawn())
  vim.keymap.set('n', ']h', 'j', { buffer = 0 })
  publish({ hot('sizes =', 2.41, 5) })
  publish({}, { profile = '' })
  check("a mapping of the user's stays", vim.fn.maparg(']h', 'n') == 'j', vim.fn.maparg(']h', 'n'))
  vim.keymap.del('n', ']h', { buffer = 0 })
  local told = told_by(function()
    vim.cmd('PerfhintHot')
  end)
  check('no hot lines is told', told:find('no hot lines', 1, true), told)
end

-- Call stacks as py-spy writes them.
local function record(file)
  local first, sizes = support.line_of('first =') + 1, support.line_of('sizes =') + 1
  local stacks = '<module> (sample.py:%d);check (sample.py:%d) 60\n<module> (sample.py:%d) 40\n'
  local out = assert(io.open(file, 'w'))
  out:write(stacks:format(first, first, sizes))
  out:close()
end

local function loads()
  local file = vim.env.WORK .. '/run.txt'
  record(file)
  vim.cmd('PerfhintProfile ' .. file)
  for line, text in pairs({ ['first ='] = '60 samples 60 %', ['sizes ='] = '40 samples 40 %' }) do
    wait('a profile that is loaded tells ' .. text, function()
      return (drawn()[support.line_of(line)] or ''):find(text, 1, true)
    end, drawn)
  end
  vim.cmd('PerfhintProfile')
  wait('without a file it is cleared', function()
    return vim.tbl_isempty(drawn())
  end, drawn)
  local told = told_by(function()
    vim.cmd('PerfhintProfile ' .. vim.env.WORK .. '/no-such-profile')
  end)
  check('a file that is not there is told', told:find('no-such-profile', 1, true), told)
end

return function()
  draws()
  draws_ten_texts()
  goes_through()
  forgets()
  loads()
end
