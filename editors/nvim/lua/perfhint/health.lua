-- :checkhealth perfhint
local clients = require('perfhint.clients')
local perfhint = require('perfhint')
local M = {}

-- vim.health as of 0.10; before, the functions begin with report_, and in 0.7 they are in the module health.
local function reporter(name)
  local health = vim.health or require('health')
  return health[name] or health['report_' .. name]
end
local start, ok, warn, problem, info = reporter('start'), reporter('ok'), reporter('warn'), reporter('error'), reporter('info')

local function run(...)
  local output = vim.fn.system({ clients.program(), ... })
  return vim.v.shell_error == 0 and vim.trim(output) or nil, output
end

local function check_program()
  start('perfhint: the program')
  local program = clients.program()
  if vim.fn.executable(program) == 0 then
    problem(program .. ' is not found', {
      'Put perfhint into a folder of your PATH',
      "or name it: require('perfhint').setup({ cmd = { '/path/to/perfhint', 'lsp' } })",
    })
    return false
  end
  local version, output = run('version')
  if not version then
    problem(vim.fn.exepath(program) .. ' does not run: ' .. vim.trim(output))
    return false
  end
  ok(version .. ', ' .. vim.fn.exepath(program))
  return true
end

-- The Python whose times and sizes are told, and who says so.
local function check_python(file)
  local text = run('config', '--json', file)
  local decoded, config = pcall(vim.json.decode, text or '')
  for _, setting in ipairs(decoded and config.settings or {}) do
    if setting.key == 'python-version' then
      info(('counts for Python %s in %s (%s)'):format(setting.value, vim.fn.fnamemodify(file, ':~:.'), setting.origin))
    end
  end
end

local function others(bufnr)
  local names = {}
  local running = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = bufnr }) or vim.lsp.buf_get_clients(bufnr)
  for _, client in pairs(running) do
    if client.name ~= 'perfhint' then
      names[#names + 1] = client.name
    end
  end
  return table.concat(names, ', ')
end

local function check_client(client)
  local version = vim.tbl_get(client, 'server_info', 'version')
  local root = client.config.root_dir or 'no project'
  local version_text = version and ', version ' .. version or ''
  ok(('client %d runs for %s%s'):format(client.id, vim.fn.fnamemodify(root, ':~'), version_text))
  info('position encoding: ' .. (client.offset_encoding or 'utf-16'))
  for _, bufnr in ipairs(clients.buffers(client)) do
    local file = vim.api.nvim_buf_get_name(bufnr)
    info('attached to ' .. vim.fn.fnamemodify(file, ':~:.'))
    if others(bufnr) ~= '' then
      info('beside it: ' .. others(bufnr))
    end
    check_python(file)
  end
end

local function check_clients(program_runs)
  start('perfhint: in this Neovim')
  local running = clients.all()
  for _, client in ipairs(running) do
    check_client(client)
  end
  if #running > 0 then
    return
  end
  local enabled = perfhint.is_set_up or (vim.lsp.is_enabled and vim.lsp.is_enabled('perfhint'))
  if not enabled then
    warn('perfhint is not set up', { "Put require('perfhint').setup() into your init.lua" })
  elseif program_runs then
    warn('no client runs', { 'Open a Python file, and see :checkhealth perfhint again' })
  else
    info('no client runs without the program')
  end
  if program_runs then
    check_python(vim.fn.getcwd() .. '/example.py')
  end
end

function M.check()
  check_clients(check_program())
end

return M
