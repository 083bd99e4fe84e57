;;; lsp-perfhint.el --- What Python code costs, by lsp-mode  -*- lexical-binding: t -*-

;; Copyright (c) 2026 the perfhint authors
;; SPDX-License-Identifier: MIT
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (lsp-mode "8.0"))
;; Keywords: languages, tools
;; URL: https://perfhint.dev

;;; Commentary:
;; Put this file on the `load-path' and write
;;   (require 'lsp-perfhint)
;;   (add-hook 'python-mode-hook #'lsp)
;; perfhint runs beside the server that lsp-mode takes for types.

;;; Code:

(require 'lsp-mode)

(defgroup lsp-perfhint nil
  "What Python code costs, by perfhint."
  :group 'lsp-mode)

(defcustom lsp-perfhint-server-command '("perfhint" "lsp")
  "The program and its arguments."
  :type '(repeat string))

(lsp-register-client
 (make-lsp-client
  :new-connection (lsp-stdio-connection (lambda () lsp-perfhint-server-command))
  :activation-fn (lsp-activate-on "python")
  :add-on? t
  :server-id 'perfhint))

(provide 'lsp-perfhint)
;;; lsp-perfhint.el ends here
