-- The running perfhint clients, in words that Neovim 0.7 to 0.12 understand.
local M = {}

-- All of them, or those of one buffer.
function M.all(bufnr)
  local clients = {}
  local running
  if vim.lsp.get_clients then
    running = vim.lsp.get_clients({ bufnr = bufnr })
  else
    running = bufnr and vim.lsp.buf_get_clients(bufnr) or vim.lsp.get_active_clients()
  end
  for _, client in pairs(running) do
    if client.name == 'perfhint' then
      clients[#clients + 1] = client
    end
  end
  return clients
end

-- The buffers it is attached to.
function M.buffers(client)
  if client.attached_buffers then
    return vim.tbl_keys(client.attached_buffers)
  end
  return vim.lsp.get_buffers_by_client_id(client.id)
end

-- Sends a request; answered(err, result) is called once.
function M.request(client, method, params, answered, bufnr)
  if vim.fn.has('nvim-0.11') == 1 then
    return client:request(method, params, answered, bufnr)
  end
  return client.request(method, params, answered, bufnr)
end

function M.notify(client, method, params)
  if vim.fn.has('nvim-0.11') == 1 then
    return client:notify(method, params)
  end
  return client.notify(method, params)
end

-- The program that runs, or would run.
function M.program()
  local client = M.all()[1]
  local cmd = client and client.config.cmd or require('perfhint').config.cmd
  return type(cmd) == 'table' and cmd[1] or 'perfhint'
end

return M
