-- What is told of a profile's heat in words, and which lines are the hottest.
local M = {}

local labelled = 10 -- lines of a buffer that have a text

-- In the heat's unit; in bytes where no time was measured.
function M.cost(heat, hot)
  return heat.total > 0 and hot.self or hot.peakBytes or 0
end

-- The labelled lines, the hottest first.
function M.hottest(heat)
  local lines = vim.tbl_filter(function(hot)
    return M.cost(heat, hot) > 0
  end, heat.lines)
  table.sort(lines, function(a, b)
    local first, second = M.cost(heat, a), M.cost(heat, b)
    return first > second or (first == second and a.line < b.line)
  end)
  return vim.list_slice(lines, 1, labelled)
end

-- The labelled line behind the one that the cursor is in, or before it; from 0, or nil where there is none.
function M.neighbour(heat, cursor, direction)
  local forward, found, first = direction == 'next', nil, nil
  local function is_nearer(line, than)
    return not than or (forward and line < than) or (not forward and line > than)
  end
  for _, hot in ipairs(M.hottest(heat)) do
    local line = hot.line
    if is_nearer(line, first) then
      first = line
    end
    if ((forward and line > cursor) or (not forward and line < cursor)) and is_nearer(line, found) then
      found = line
    end
  end
  return found or first
end

-- Amounts are told as the server tells them.

local function commas(value)
  local digits = ('%.0f'):format(value)
  return (digits:reverse():gsub('(%d%d%d)', '%1,'):reverse():gsub('^,', ''))
end

local function three_digits(value)
  return (value >= 99.95 and '%.0f' or value >= 9.995 and '%.1f' or '%.2f'):format(value)
end

local function amount(value, unit)
  if unit == 'samples' then
    return commas(value) .. (commas(value) == '1' and ' sample' or ' samples')
  elseif value >= 0.9995 or value <= 0 then
    return three_digits(value) .. ' s'
  elseif value >= 0.9995e-3 then
    return three_digits(value * 1e3) .. ' ms'
  end
  return three_digits(value * 1e6) .. ' us'
end

local function bytes(value)
  if value < 10000 then
    return commas(value) .. ' B'
  end
  local unit
  for _, larger in ipairs({ 'KB', 'MB', 'GB' }) do
    if not unit or value >= 1000 then
      value, unit = value / 1024, larger
    end
  end
  return ('%.1f %s'):format(value, unit)
end

local function share(part, whole)
  local percent = whole > 0 and 100 * part / whole or 0
  return (percent >= 9.95 and '%.0f %%' or percent >= 0.995 and '%.1f %%' or '%.2f %%'):format(percent)
end

-- "2.41 s 58 %"
function M.label(heat, hot)
  local cost = M.cost(heat, hot)
  if heat.total > 0 then
    return amount(cost, heat.unit) .. ' ' .. share(cost, heat.total)
  end
  return bytes(cost) .. ' ' .. share(cost, heat.peakBytes or 0)
end

return M
