-- What a new user sees who did what the README says: hints, sizes, a healthy set-up, help.
local here = debug.getinfo(1, 'S').source:sub(2):match('^(.*)/')
package.path = here .. '/?.lua;' .. package.path

local support = require('support')

support.run(function()
  support.wait('hints appear', function()
    return support.hinted('first =', 'second =')
  end, support.hints)
  local shown = support.hover('class Point', 'Point', { '%d+ B' })
  support.check('K shows sizes', shown:find('%d+ B'), shown)
  local text = support.health()
  support.check('health: nothing to complain of', text:find('OK') and not text:find('ERROR') and not text:find('WARN'), text)
  vim.cmd('helptags ALL')
  vim.cmd('help :PerfhintExplain')
  support.check('the help is there', vim.fn.bufname():find('perfhint.txt', 1, true), vim.fn.bufname())
end)
