;;; lsp-mode-test.el --- perfhint in lsp-mode, by lsp-perfhint.el  -*- lexical-binding: t -*-
;; A smoke test: it attaches, shows hints, and fixes. Run by run.sh.

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
      lsp-enabled-clients '(perfhint))

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
 (test-wait "lsp-mode starts it"
            (lambda () (cl-some (lambda (one) (eq 'initialized (lsp--workspace-status one))) lsp--buffer-workspaces)))
 (test-wait "hints appear"
            (lambda () (equal (test-lsp-hints) (list (test-line-of "first =") (test-line-of "second =")))) #'test-lsp-hints)
 (test-go "first =")
 (search-forward "[row")
 (let ((fix (cl-find "Drop the brackets" (lsp-code-actions-at-point) :key #'lsp:code-action-title :test #'equal)))
   (test-check "a fix is offered" fix)
   (lsp-execute-code-action fix))
 (test-wait "it changes the line" (lambda () (string-search "any(row < 0 for row in rows)" (test-line-text))) #'test-line-text)
 (set-buffer-modified-p nil)
 (lsp-workspace-shutdown (car lsp--buffer-workspaces)))
