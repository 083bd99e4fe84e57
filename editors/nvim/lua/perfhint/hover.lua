-- Hover of all servers in one window, for Neovim before 0.11: there the answer that comes second hides the first, or
-- moves the cursor into it.
local M = {}

local function by_name(a, b)
  return a.name < b.name
end

-- Of each server that has something to say, in the order of their names: {name, contents}.
local function answers_of(results)
  local answers = {}
  for id, answer in pairs(results) do
    local client, contents = vim.lsp.get_client_by_id(id), answer.result and answer.result.contents
    local lines = contents and vim.lsp.util.convert_input_to_markdown_lines(contents) or {}
    if client and table.concat(lines):find('%S') then
      answers[#answers + 1] = { name = client.name, lines = lines, result = answer.result }
    end
  end
  table.sort(answers, by_name)
  return answers
end

local function joined(answers)
  local lines = {}
  for _, answer in ipairs(answers) do
    lines[#lines + 1] = '# ' .. answer.name
    vim.list_extend(lines, answer.lines)
    lines[#lines + 1] = ''
  end
  return { contents = { kind = 'markdown', value = table.concat(lines, '\n') } }
end

-- Takes the place of vim.lsp.buf.hover(); the window is the one of the user's own handler, with its border.
function M.show()
  local bufnr = vim.api.nvim_get_current_buf()
  local params = vim.lsp.util.make_position_params()
  vim.lsp.buf_request_all(bufnr, 'textDocument/hover', params, function(results)
    local answers = answers_of(results)
    local result = #answers > 1 and joined(answers) or (answers[1] and answers[1].result)
    local client = next(results)
    local context = { method = 'textDocument/hover', bufnr = bufnr, client_id = client, params = params }
    vim.lsp.handlers['textDocument/hover'](nil, result, context, {})
  end)
end

return M
