-- The commands, the health check and the help.
local support = require('support')
local check, wait, lines, go, told_by = support.check, support.wait, support.lines, support.go, support.told_by

local function explains()
  go('first =', '[row')
  vim.cmd('PerfhintExplain')
  check('explain shows the page of the hint', lines()[1] == '# ' .. support.rule, lines(0, 5))
  check('with what was measured', table.concat(lines()):find('Time before / time after', 1, true), lines())
  vim.cmd('PerfhintExplain list-pop0')
  check('explain shows a rule by name', lines()[1] == '# list-pop0', lines(0, 5))
  vim.api.nvim_feedkeys('q', 'x', false)
  check('q closes the page', vim.fn.winnr('$') == 1 and vim.fn.bufname():find('sample.py', 1, true), vim.fn.bufname())
  local rules = vim.fn.getcompletion('PerfhintExplain list-p', 'cmdline')
  check('names of rules complete', vim.tbl_contains(rules, 'list-pop0'), rules)
  local told = told_by(function()
    vim.cmd('PerfhintExplain nope')
  end)
  check('an unknown rule is told', told:find('no rule "nope"', 1, true), told)
  told = told_by(function()
    go('class Point')
    vim.cmd('PerfhintExplain')
  end)
  check('a line without hint is told', told == 'perfhint: no hint in this line', told)
end

local function size_hints()
  local found = {}
  for _, hint in ipairs(vim.lsp.inlay_hint.get({ bufnr = 0 })) do
    local label = hint.inlay_hint.label
    found[#found + 1] = { line = hint.inlay_hint.position.line, label = type(label) == 'table' and label[1].value or label }
  end
  return found
end

local function shows_sizes()
  if vim.fn.has('nvim-0.10') == 0 then
    local told = told_by(function()
      vim.cmd('PerfhintSizes')
    end)
    return check('sizes say which Neovim they need', told:find('need Neovim 0.10', 1, true), told)
  end
  vim.cmd('PerfhintSizes')
  wait('sizes appear behind the lines', function()
    local row = support.line_of('sizes =')
    for _, hint in ipairs(size_hints()) do
      if hint.line == row and hint.label:find('%d B') then
        return true
      end
    end
  end, size_hints)
  vim.cmd('PerfhintSizes')
  wait('and go again', function()
    return #size_hints() == 0
  end, size_hints)
  check('inlay hints are off as before', not vim.lsp.inlay_hint.is_enabled({ bufnr = 0 }))
end

local function fixes_all()
  local before = table.concat(lines(), '\n')
  vim.cmd('PerfhintFixAll')
  wait('fix all mends all lines', support.hinted, support.hints)
  wait('and only takes the brackets', function()
    return table.concat(lines(), '\n') == before:gsub('%[(row[^]]*)%]', '%1')
  end, lines)
  local told = told_by(function()
    vim.cmd('PerfhintFixAll')
  end)
  check('nothing to fix is told', told:find('nothing here', 1, true), told)
  vim.cmd('silent undo')
  wait('one undo takes all fixes back', function()
    return table.concat(lines(), '\n') == before and support.hinted('first =', 'second =')
  end, lines)
end

local function is_healthy()
  local text = support.health()
  check('health: nothing to complain of', not text:find('ERROR') and not text:find('WARN'), text)
  for _, wanted in ipairs({ 'perfhint %d+%.%d+', 'client %d+ runs for', 'position encoding: utf', 'counts for Python 3%.%d+ in' }) do
    check('health tells ' .. wanted, text:find(wanted), text)
  end
end

local function has_help()
  vim.cmd('helptags ' .. vim.env.WORK .. '/nvim/doc')
  for _, topic in ipairs({ 'perfhint', ':PerfhintExplain', ':PerfhintSizes', ':PerfhintFixAll', ':PerfhintProfile', ':PerfhintHot', 'perfhint-trouble' }) do
    vim.cmd('help ' .. topic)
    check('help ' .. topic, vim.fn.bufname():find('perfhint.txt', 1, true) and vim.fn.expand('<cWORD>'):find(topic, 1, true))
    vim.cmd('helpclose')
  end
end

return function()
  explains()
  shows_sizes()
  fixes_all()
  is_healthy()
  has_help()
end
