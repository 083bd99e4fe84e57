;;; beside-test.el --- perfhint's Flymake backend beside basedpyright in Eglot  -*- lexical-binding: t -*-
;; Run by run.sh, which puts both on the PATH and counts the report.

(require 'test-support)
(require 'eglot)

(defun test-types ()
  "Lines of basedpyright's complaint about a name that is not there."
  (cl-loop for one in (flymake-diagnostics)
           when (string-match-p "missing_name" (flymake-diagnostic-text one))
           collect (line-number-at-pos (flymake-diagnostic-beg one))))

(setq eglot-sync-connect test-patience)
(add-to-list 'eglot-server-programs '(python-mode "basedpyright-langserver" "--stdio"))
(add-hook 'python-mode-hook #'perfhint-flymake-mode)
(add-hook 'python-mode-hook #'eglot-ensure)

(test-run
 (test-open)
 (run-hooks 'post-command-hook)
 (test-wait "eglot runs basedpyright" #'eglot-managed-p)
 (goto-char (point-max))
 (insert "missing_name()\n")
 (eglot--signal-textDocument/didChange)
 (flymake-start)
 (test-wait "hints of both appear"
            (lambda () (and (equal (test-types) (list (test-line-of "missing_name")))
                            (funcall (test-hinted "first =" "second ="))))
            #'flymake-diagnostics)
 (test-explains)
 (test-tells-a-size)
 (perfhint-fix-all)
 (eglot--signal-textDocument/didChange)
 (flymake-start)
 (test-wait "fix all works beside basedpyright, whose complaints stay"
            (lambda () (and (test-types) (funcall (test-hinted))))
            #'flymake-diagnostics)
 (set-buffer-modified-p nil)
 (eglot-shutdown (eglot-current-server) nil test-patience)
 (flymake-start)
 (test-undo)
 (flymake-start)
 (test-wait "perfhint's hints stay when eglot ends" (test-hinted "first =" "second =") #'test-hints))
