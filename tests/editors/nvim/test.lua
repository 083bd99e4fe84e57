-- perfhint in a real Neovim: attaches by the shipped set-up, shows hints and sizes, fixes, follows edits, obeys commands.
-- Run by run.sh, which puts `perfhint` on the PATH and the shipped package on the runtimepath, and counts the report.
local here = debug.getinfo(1, 'S').source:sub(2):match('^(.*)/')
package.path = here .. '/?.lua;' .. package.path

local support = require('support')
local check, wait, hinted, hints, lines, go = support.check, support.wait, support.hinted, support.hints, support.lines, support.go

local list = '[row < 0 for row in rows]'

local function sees_hints()
  wait('hints appear', function()
    return hinted('first =', 'second =')
  end, hints)
  local first, second = unpack(hints())
  check('a hint covers the list', first.text:find(list, 1, true), first)
  check('the same behind an astral character', second.text == first.text, second)
  check('a hint names perfhint and says why', first.source == 'perfhint' and #first.message > 10, first)
end

local function sees_sizes()
  for name, where in pairs({ class = { 'class Point', 'Point' }, ['list literal'] = { 'sizes =', '[' } }) do
    local shown = support.hover(where[1], where[2], { '%d+ B', 'Python 3%.%d+' })
    check('hover on a ' .. name .. ' shows bytes', shown:find('%d+ B'), shown)
    check('hover on a ' .. name .. ' names the Python', shown:find('Python 3%.%d+'), shown)
  end
end

local function apply_fix()
  local function is_fix(action) -- Neovim 0.7 does not hear which is preferred
    return action.title == 'Drop the brackets'
  end
  if vim.fn.has('nvim-0.8') == 1 then
    return vim.lsp.buf.code_action({ apply = true, context = { only = { 'quickfix' } }, filter = is_fix })
  end
  vim.ui.select = function(items, _, chosen)
    for i, item in ipairs(items) do
      if is_fix(item[2]) then
        return chosen(item, i)
      end
    end
  end
  vim.lsp.buf.code_action()
end

local function fixes()
  for _, variable in ipairs({ 'second', 'first' }) do
    local number, line = go(variable .. ' =', '[row')
    apply_fix()
    local wanted = line:gsub('%[(.*)%]', '%1')
    wait('quick fix of ' .. variable .. ' changes the line', function()
      return lines(number, number + 1)[1] == wanted
    end, lines)
  end
  wait('fixed hints go', hinted, hints)
end

local function follows_typing()
  go('return name')
  vim.api.nvim_feedkeys('O    third = "𝔘"; third = all([row > 9 for row in rows])\27', 'tx', false)
  wait('a typed line gets its hint', function()
    return hinted('third =')
  end, hints)
  check('at its place', hints()[1] and hints()[1].text:find('[row > 9 for row in rows]', 1, true), hints())
  support.close_undo_block()
  vim.cmd([[silent keeppatterns substitute/(\[\(row > 9.*\)\])/(\1)/]])
  wait('and loses it when mended', hinted, hints)
  vim.cmd('silent undo')
  wait('undo brings it back', function()
    return hinted('third =')
  end, hints)
  vim.cmd('silent redo')
  wait('redo takes it again', hinted, hints)
end

support.run(function()
  require('missing')()
  require('perfhint').setup()
  local client = support.attach()
  sees_hints()
  sees_sizes()
  require('commands')()
  require('heat')()
  fixes()
  follows_typing()
  require('storm')()
  vim.cmd('silent write')
  support.stop(client)
end)
