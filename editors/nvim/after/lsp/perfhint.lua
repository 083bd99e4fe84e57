-- That Neovim draws measured heat: added to lsp/perfhint.lua, which is nvim-lspconfig's, too.
return {
  capabilities = { experimental = { perfhint = { heat = true } } },
  handlers = {
    ['perfhint/publishHeat'] = function(...)
      require('perfhint.heat').publish(...)
    end,
  },
}
