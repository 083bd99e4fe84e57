# lsp-mode, when Emacs quits at once, says shutdown and no exit: the end of the input ends the server.
client lsp-mode-8.0-emacs-28.2
< 0 {}
> initialized {}
< request 1 workspace/configuration
# Its requests are not answered any more.
> 2 shutdown
< 2 null
end
exit 1
