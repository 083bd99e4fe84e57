;;; perfhint.el --- perfhint's hints and sizes in Python buffers  -*- lexical-binding: t -*-

;;; Commentary:
;; Put this file on the `load-path' and write
;;   (require 'perfhint)
;;   (add-hook 'python-base-mode-hook #'eglot-ensure)
;; (python-mode-hook before Emacs 29).  Eglot runs one server in a buffer: this makes it perfhint.  To have a type
;; checker beside it, give eglot a multiplexer that starts both.

;;; Code:

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '((python-mode python-ts-mode) . ("perfhint" "lsp"))))

(provide 'perfhint)
;;; perfhint.el ends here
