-- 300 random edits, with undo and redo; then a new line gets its hint. run.sh compares what the server was told.
local support = require('support')

-- Edits are on lines without quotes and brackets, so that the text stays lexically closed.
local function is_plain(row)
  local line = support.lines(row, row + 1)[1]
  return line and not line:find('[][(){}"\'\\]')
end

local function random_plain_row()
  local row
  repeat
    row = math.random(0, vim.api.nvim_buf_line_count(0) - 1)
  until is_plain(row)
  return row
end

-- Byte offsets at which characters of the line begin, and its end.
local function columns_of(line)
  local columns = {}
  for column in line:gmatch('()[%z\1-\127\194-\244]') do
    columns[#columns + 1] = column - 1
  end
  columns[#columns + 1] = #line
  return columns
end

local function random_edit(bits)
  local row = random_plain_row()
  local line = support.lines(row, row + 1)[1]
  local columns = columns_of(line)
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

local function random_step()
  support.close_undo_block()
  local dice = math.random()
  if dice < 0.1 then
    vim.cmd('silent undo')
  elseif dice < 0.2 then
    vim.cmd('silent redo')
  else
    random_edit({ 'a', 'é', '€', '𝔘', '\t', ' ', 'x = 1', '' })
  end
end

return function()
  math.randomseed(tonumber(vim.env.SEED))
  local plain = {}
  for i = 1, 12 do
    plain[i] = 'total = total + ' .. i .. '  # é€𝔘'
  end
  vim.api.nvim_buf_set_lines(0, -1, -1, false, plain)
  for i = 1, 300 do
    random_step()
    if i % 30 == 0 then
      vim.wait(200) -- longer than Neovim collects changes: let some of them go out by themselves
    end
  end
  support.rule = 'list-pop0' -- which holds whatever the storm bound
  local last = { '', '', 'def last(stop):', '    rows = [row for row in stop]', '    while rows: print("𝔘", rows.pop(0))' }
  vim.api.nvim_buf_set_lines(0, -1, -1, false, last)
  support.wait('after 300 random edits a new line gets its hint', function()
    local found = support.hints()
    return #found == 1 and found[1].text:find('rows.pop(0)', 1, true)
  end, support.hints)
end
