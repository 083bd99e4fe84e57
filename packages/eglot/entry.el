;; For Emacs's lisp/progmodes/eglot.el: one more of the alternatives for (python-mode python-ts-mode) in
;; eglot-server-programs, the last, because eglot runs one server in a buffer and most users want a type checker there.
("perfhint" "lsp")
