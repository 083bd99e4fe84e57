-- Without the program: what a user is told.
local support = require('support')

return function()
  local health = support.health()
  support.check('health tells that it is not set up', health:find('WARN.*not set up'), health)
  require('perfhint').setup({ cmd = { 'no-such-perfhint', 'lsp' } })
  local told = support.told_by(function()
    vim.cmd('edit ' .. vim.env.WORK .. '/sample.py')
    vim.cmd('edit')
  end)
  support.check('a missing program is told once', select(2, told:gsub('there is no program no%-such%-perfhint', '')) == 1, told)
  health = support.health()
  support.check('health tells of the program', health:find('ERROR no%-such%-perfhint is not found') or health:find('ERROR: no%-such'), health)
  support.check('health tells of a remedy', health:find('into a folder of your PATH', 1, true), health)
  support.check('nothing attaches', support.client() == nil)
end
