-- The commands of perfhint; doc/perfhint.txt tells what they do.
if vim.g.loaded_perfhint then
  return
end
vim.g.loaded_perfhint = true

local function command(name, run, options)
  vim.api.nvim_create_user_command(name, function(call)
    require('perfhint.commands')[run](call.args)
  end, options)
end

local function complete_by(complete)
  return function(prefix)
    return require('perfhint.commands')[complete](prefix)
  end
end

command('PerfhintExplain', 'explain', {
  nargs = '?',
  complete = complete_by('complete_rules'),
  desc = 'Show the page of a rule, or of the hint at the cursor',
})
command('PerfhintSizes', 'sizes', {
  nargs = '?',
  complete = complete_by('complete_sizes'),
  desc = 'Show or hide sizes behind the lines: all, large or off',
})
command('PerfhintFixAll', 'fix_all', { nargs = 0, desc = 'Apply all safe fixes of perfhint' })

vim.api.nvim_create_user_command('PerfhintProfile', function(call)
  require('perfhint.heat').load(call.args ~= '' and call.args or nil)
end, { nargs = '?', complete = 'file', desc = 'Load a profile, or without a file clear it' })

vim.api.nvim_create_user_command('PerfhintHot', function()
  require('perfhint.heat').list()
end, { nargs = 0, desc = 'List the hot lines of a profile' })
