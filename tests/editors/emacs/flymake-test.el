;;; flymake-test.el --- perfhint in a real Emacs by its Flymake backend, without a server  -*- lexical-binding: t -*-
;; Run by run.sh, which puts `perfhint' on the PATH and counts the report.

(require 'test-support)
(require 'eglot)

(defun test-check-now ()
  "What Flymake does when Emacs has been idle."
  (flymake-start))

(defun test-begins ()
  (add-hook 'python-mode-hook #'perfhint-flymake-mode)
  (test-open)
  (test-say "info Emacs %s" emacs-version)
  (test-check "the mode takes part in Flymake" (memq 'perfhint-flymake flymake-diagnostic-functions))
  (test-check-now))

(defun test-follows-typing ()
  (test-go "    return name")
  (insert "    third = \"𝔘\"; third = all([row > 9 for row in rows])\n")
  (test-check-now)
  (test-wait "a typed line gets its hint" (test-hinted "first =" "second =" "third =") #'test-hints)
  (narrow-to-region (line-beginning-position) (point-max))
  (test-check-now)
  (widen)
  (test-wait "a narrowed buffer is checked whole" (test-hinted "first =" "second =" "third =") #'test-hints))

(defun test-survives-haste ()
  "A check that is overtaken tells nothing, and nothing is left of it."
  (dotimes (_ 20)
    (goto-char (point-min))
    (insert "# another line\n")
    (test-check-now))
  (test-wait "the last of many checks counts" (test-hinted "first =" "second =" "third =") #'test-hints)
  (test-wait "no process is left"
             (lambda () (not (cl-find "perfhint" (process-list) :key #'process-name :test #'string-prefix-p))) #'process-list)
  (test-check "no buffer is left" (not (cl-find "*perfhint-flymake*" (buffer-list) :key #'buffer-name :test #'string-search))))

(defun test-fixes-all ()
  (let ((fixed (replace-regexp-in-string "\\[\\(row[^]]*\\)\\]" "\\1" (buffer-string))))
    (test-go "second =")
    (perfhint-fix-all)
    (test-check "fix all changes the text" (equal fixed (buffer-string)) (buffer-string))
    (test-check "and leaves point where it is" (looking-at "second =") (point))
    (test-check-now)
    (test-wait "and no hint is left" (test-hinted) #'test-hints)
    (let ((before (buffer-chars-modified-tick)))
      (perfhint-fix-all)
      (test-check "once more changes nothing" (= before (buffer-chars-modified-tick))))
    (test-undo)
    (test-check-now)
    (test-wait "one undo takes all fixes back" (test-hinted "first =" "second =" "third =") #'test-hints)))

(defun test-beside-itself ()
  "Under Eglot's perfhint the backend is silent: no hint is shown twice."
  (perfhint-eglot-ensure)
  (run-hooks 'post-command-hook)
  (test-wait "eglot manages the buffer, too" #'eglot-managed-p)
  (test-check "and the backend has joined again" (memq 'perfhint-flymake flymake-diagnostic-functions) flymake-diagnostic-functions)
  (test-check-now)
  (test-wait "no hint is shown twice" (test-hinted "first =" "second =" "third =") #'test-hints)
  (eglot-shutdown (eglot-current-server) nil test-patience)
  (test-check-now)
  (test-wait "without eglot the backend tells again" (test-hinted "first =" "second =" "third =") #'test-hints))

(defun test-tells-trouble ()
  (let ((perfhint-check-arguments '("--select" "nope")))
    (test-check-now)
    (test-wait "what perfhint complains of is told"
               (lambda () (with-current-buffer (messages-buffer) (string-search "no rule \"nope\"" (buffer-string))))
               (lambda () (with-current-buffer (messages-buffer) (buffer-string)))))
  (perfhint-flymake-mode -1)
  (test-wait "hints go with the mode" (test-hinted) #'test-hints))

(defun test-tells-of-a-missing-program ()
  (let ((perfhint-program "no-such-perfhint"))
    (test-open)
    (dolist (begin (list #'perfhint-eglot-ensure (lambda () (perfhint-flymake-mode) (flymake-start))))
      (with-current-buffer (messages-buffer)
        (let ((inhibit-read-only t)) (erase-buffer)))
      (funcall begin)
      (test-wait "a missing program is told"
                 (lambda () (with-current-buffer (messages-buffer) (string-search "no program no-such-perfhint" (buffer-string))))
                 (lambda () (with-current-buffer (messages-buffer) (buffer-string)))))
    (kill-buffer)))

(test-run
 (test-tells-of-a-missing-program)
 (test-begins)
 (test-sees-hints)
 (test-explains)
 (test-tells-a-size)
 (test-follows-typing)
 (test-survives-haste)
 (test-fixes-all)
 (test-beside-itself)
 (test-tells-trouble))
