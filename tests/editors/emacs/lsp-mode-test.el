;;; lsp-mode-test.el --- perfhint in lsp-mode, by lsp-perfhint.el  -*- lexical-binding: t -*-
;; A smoke test: it attaches beside basedpyright, shows hints, and fixes. Run by run.sh, which puts both on the PATH.

(require 'test-support)
(require 'lsp-perfhint)
(require 'lsp-diagnostics)
(require 'lsp-headerline)
(require 'lsp-modeline)
(require 'lsp-lens)

(setq lsp-session-file (expand-file-name "session" (getenv "WORK"))
      lsp-auto-guess-root t lsp-restart 'ignore lsp-enable-snippet nil lsp-enable-file-watchers nil
      lsp-warn-no-matched-clients nil lsp-client-packages nil lsp-diagnostics-provider :none
      lsp-headerline-breadcrumb-enable nil lsp-modeline-code-actions-enable nil lsp-modeline-diagnostics-enable nil
      lsp-enabled-clients '(perfhint basedpyright))

;; What the package lsp-pyright says of it, in short.
(lsp-register-client
 (make-lsp-client :new-connection (lsp-stdio-connection '("basedpyright-langserver" "--stdio"))
                  :activation-fn (lsp-activate-on "python") :server-id 'basedpyright))

(defun test-lsp-runs (server)
  (lambda ()
    (cl-some (lambda (one) (and (eq server (lsp--client-server-id (lsp--workspace-client one)))
                                (eq 'initialized (lsp--workspace-status one))))
             lsp--buffer-workspaces)))

(defun test-lsp-hints ()
  "Lines, from 1, of the hints of `test-rule'."
  (sort (cl-loop for hint in (lsp--get-buffer-diagnostics)
                 when (equal test-rule (lsp:diagnostic-code? hint))
                 collect (1+ (lsp:position-line (lsp:range-start (lsp:diagnostic-range hint)))))
        #'<))

(test-run
 (test-open)
 (lsp-workspace-folders-add (directory-file-name (getenv "WORK")))
 (lsp)
 (test-wait "lsp-mode starts perfhint" (test-lsp-runs 'perfhint))
 (test-wait "and basedpyright" (test-lsp-runs 'basedpyright))
 (test-wait "hints appear"
            (lambda () (equal (test-lsp-hints) (list (test-line-of "first =") (test-line-of "second =")))) #'test-lsp-hints)
 (test-go "first =")
 (search-forward "[row")
 (let ((fix (cl-find "Drop the brackets" (lsp-code-actions-at-point) :key #'lsp:code-action-title :test #'equal)))
   (test-check "a fix is offered" fix)
   (lsp-execute-code-action fix))
 (test-wait "it changes the line" (lambda () (string-search "any(row < 0 for row in rows)" (test-line-text))) #'test-line-text)
 (set-buffer-modified-p nil)
 (mapc #'lsp-workspace-shutdown lsp--buffer-workspaces))
