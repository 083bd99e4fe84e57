-- perfhint beside basedpyright: both attach, both hovers are seen, no hint comes twice; and the user's settings count.
local here = debug.getinfo(1, 'S').source:sub(2):match('^(.*)/')
package.path = here .. '/?.lua;' .. package.path

local support = require('support')
local check, wait = support.check, support.wait

local settings = { ignore = { 'list-pop0' } }

-- basedpyright as its users start it, and perfhint; in 0.11 and later by the words of that version.
local function set_up()
  local basedpyright = { name = 'basedpyright', cmd = { 'basedpyright-langserver', '--stdio' }, root_dir = vim.env.WORK }
  if vim.fn.has('nvim-0.11') == 1 then
    vim.lsp.config('basedpyright', { cmd = basedpyright.cmd, filetypes = { 'python' }, root_markers = { 'sample.py' } })
    vim.lsp.enable('basedpyright')
    vim.lsp.config('perfhint', { settings = { perfhint = settings } })
    vim.lsp.enable('perfhint')
    return
  end
  require('perfhint').setup({ settings = settings })
  vim.api.nvim_create_autocmd('FileType', {
    pattern = 'python',
    callback = function(event)
      if vim.lsp.start then
        vim.lsp.start(basedpyright)
      else
        vim.lsp.buf_attach_client(event.buf, vim.lsp.start_client(basedpyright))
      end
    end,
  })
end

local function diagnostics_of(source)
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    if one.source == source then
      found[#found + 1] = one
    end
  end
  return found
end

local function no_hint_comes_twice()
  local seen, twice = {}, {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    local key = table.concat({ one.source, one.lnum, one.col, one.message }, '|')
    twice[#twice + 1] = seen[key] and key or nil
    seen[key] = true
  end
  check('no diagnostic comes twice', #twice == 0, twice)
end

local function both_hovers_are_seen()
  local shown = support.hover('class Point', 'Point', { 'class Point%(', '%d+ B an instance' })
  check('hover shows the type and the size', shown:find('class Point%(') and shown:find('%d+ B an instance'), shown)
  shown = support.hover('return name', 'name', { 'name: Literal' })
  check('what only basedpyright knows is shown', shown:find('name: Literal', 1, true), shown)
  shown = support.hover('sizes =', '[', { '%d+ B' })
  check('what only perfhint knows is shown', shown:find('%d+ B'), shown)
  shown = support.hover('sizes =', 'sizes', { 'list%[int%]', '%d+ B' })
  check('both of a variable', shown:find('list%[int%]') and shown:find('%d+ B'), shown)
  check('the cursor is still in the file', vim.fn.bufname():find('sample.py', 1, true), vim.fn.bufname())
end

local function is_healthy()
  local text = support.health()
  check('health tells what is beside it', text:find('beside it: basedpyright', 1, true), text)
end

local function settings_count()
  support.rule = 'list-pop0'
  check('what the settings ignore is not shown', support.hinted(), support.hints())
end

support.run(function()
  set_up()
  local client = support.attach()
  wait('basedpyright attaches, too', function()
    local other = support.client('basedpyright')
    return other and (other.initialized or other.server_capabilities)
  end)
  local more = { 'def f(rows: list[int], more: range):', '    while any([row < 0 for row in more]): rows.pop(0)', 'missing_name()' }
  vim.api.nvim_buf_set_lines(0, -1, -1, false, more)
  wait('hints of both appear', function()
    return support.hinted('first =', 'second =', 'while any') and #diagnostics_of('basedpyright') > 0
  end, vim.diagnostic.get)
  no_hint_comes_twice()
  both_hovers_are_seen()
  no_hint_comes_twice()
  settings_count()
  is_healthy()
  vim.cmd('silent write')
  support.stop(client)
end)
