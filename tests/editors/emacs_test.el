;;; emacs_test.el --- perfhint in a real Emacs with eglot  -*- lexical-binding: t -*-
;; Attaches by the shipped perfhint.el, shows hints and sizes, fixes, follows edits.
;; Run by run.sh, which puts `perfhint' on the PATH and counts the report.
;;
;; A batch Emacs has no command loop: hooks and idle timers that it would run are run by hand here.

(require 'cl-lib)
(require 'perfhint)
(require 'eglot)
(require 'flymake)

(defconst test-list "[row < 0 for row in rows]")
(defconst test-patience 10 "Seconds; an upper bound, on a loaded machine too.")

(defun test-say (format &rest arguments)
  (write-region (concat (apply #'format format arguments) "\n") nil (expand-file-name "report" (getenv "WORK")) t 'quietly))

(defun test-check (name ok &optional found)
  (test-say "%s %s%s" (if ok "ok  " "FAIL") name
            (if ok "" (replace-regexp-in-string "\n" "\\\\n" (format " | %S" found))))
  ok)

(defun test-wait (name is-so &optional found)
  "Check that IS-SO comes true soon; FOUND tells what is instead."
  (let ((end (+ (float-time) test-patience)) ok)
    (while (and (not (setq ok (funcall is-so))) (< (float-time) end))
      (accept-process-output nil 0.02))
    (test-check name ok (and (not ok) found (funcall found)))))

(defun test-send-changes ()
  "What eglot's idle timer does."
  (eglot--signal-textDocument/didChange))

(defun test-go (text)
  "Put point before the first TEXT."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun test-line-of (text)
  (save-excursion (test-go text) (line-number-at-pos)))

(defvar test-rule "materialized-arg-any-all")

(defun test-hints ()
  "The hints of `test-rule' as (LINE COVERED-TEXT MESSAGE), by line."
  (sort
   (cl-loop for hint in (flymake-diagnostics)
            for message = (flymake-diagnostic-text hint)
            when (string-match-p test-rule message)
            collect (list (line-number-at-pos (flymake-diagnostic-beg hint))
                          (buffer-substring-no-properties (flymake-diagnostic-beg hint) (flymake-diagnostic-end hint))
                          message))
   (lambda (a b) (< (car a) (car b)))))

(defun test-hinted (&rest texts)
  "Are there hints on the lines of TEXTS, and no others?"
  (lambda () (equal (mapcar #'car (test-hints)) (mapcar #'test-line-of texts))))

(defun test-attach ()
  (find-file (expand-file-name "sample.py" (getenv "WORK")))
  (eglot-ensure)
  (run-hooks 'post-command-hook)
  (test-wait "attaches by the shipped set-up" #'eglot-managed-p)
  (test-say "info Emacs %s, %s" emacs-version eglot-current-linepos-function)
  (flymake-start))

(defun test-sees-hints ()
  (test-wait "hints appear" (test-hinted "first =" "second =") #'test-hints)
  (pcase-let ((`(,first ,second) (or (test-hints) '(nil nil))))
    (test-check "a hint covers the list" (string-search test-list (or (nth 1 first) "")) first)
    (test-check "the same behind an astral character" (equal (nth 1 first) (nth 1 second)) second)
    (test-check "a hint names perfhint and says why" (string-match-p "perfhint.*: ." (or (nth 2 first) "")) first)))

(defun test-hover ()
  "What eldoc would show at point."
  (let ((end (+ (float-time) test-patience)) shown)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown (or text ""))))
    (while (and (not shown) (< (float-time) end))
      (accept-process-output nil 0.02))
    (substring-no-properties (or shown ""))))

(defun test-sees-sizes ()
  (cl-loop for (name line column) in '(("class" "class Point" "Point") ("list literal" "sizes =" "["))
           do (test-go line)
           do (search-forward column)
           do (goto-char (match-beginning 0))
           do (let ((shown (test-hover)))
                (test-check (format "hover on a %s shows bytes" name) (string-match-p "[0-9]+ B" shown) shown)
                (test-check (format "hover on a %s names the Python" name) (string-match-p "Python 3\\.[0-9]+" shown) shown))))

(defun test-line-text ()
  (buffer-substring-no-properties (line-beginning-position) (line-end-position)))

(defun test-fixes ()
  (dolist (variable '("second" "first"))
    (test-go (concat variable " ="))
    (search-forward "[row")
    (let* ((wanted (replace-regexp-in-string "\\[\\(.*\\)\\]" "\\1" (test-line-text)))
           (actions (eglot-code-actions (point) (point) "quickfix"))
           (fix (cl-find-if (lambda (action) (eq t (plist-get action :isPreferred))) actions)))
      (test-check (concat "a quick fix of " variable " is offered") fix actions)
      (eglot-execute (eglot-current-server) fix)
      (test-wait (concat "quick fix of " variable " changes the line")
                 (lambda () (equal wanted (test-line-text))) #'test-line-text)
      (test-send-changes)))
  (test-wait "fixed hints go" (test-hinted) #'test-hints))

(defun test-undo ()
  "Undo one change; once more redoes it."
  (undo-boundary)
  (let (last-command) (undo 1))
  (undo-boundary))

(defun test-follows-typing ()
  (test-go "    return name")
  (mapc #'insert "    third = \"𝔘\"; third = all([row > 9 for row in rows])\n")
  (test-send-changes)
  (test-wait "a typed line gets its hint" (test-hinted "third =") #'test-hints)
  (test-check "at its place" (string-search "[row > 9 for row in rows]" (or (nth 1 (car (test-hints))) "")) (test-hints))
  (test-go "[row > 9")
  (undo-boundary)
  (delete-char 1)
  (search-forward "]")
  (delete-char -1)
  (test-send-changes)
  (test-wait "and loses it when mended" (test-hinted) #'test-hints)
  (test-undo)
  (test-send-changes)
  (test-wait "undo brings it back" (test-hinted "third =") #'test-hints)
  (test-undo)
  (test-send-changes)
  (test-wait "redo takes it again" (test-hinted) #'test-hints))

(defun test-go-somewhere-plain ()
  "To a random place on a line without quotes and brackets, so that the text stays lexically closed."
  (while (progn
           (goto-char (+ (point-min) (random (- (point-max) (point-min)))))
           (string-match-p "[][(){}\"'\\]" (test-line-text)))))

(defun test-random-edit ()
  (test-go-somewhere-plain)
  (pcase (random 10)
    ((or 0 1) (delete-region (point) (min (line-end-position) (+ (point) (random 6)))))
    (2 (when (and (eolp) (save-excursion (forward-line 1) (not (string-match-p "[][(){}\"'\\]" (test-line-text)))))
         (delete-char 1)))
    (3 (upcase-region (point) (line-end-position)))
    (_ (insert (aref ["a" "é" "€" "𝔘" "\t" " " "x = 1" "\n"] (random 8))))))

(defun test-survives-a-storm ()
  (random (getenv "SEED"))
  (goto-char (point-max))
  (dotimes (i 12)
    (insert (format "total = total + %d  # é€𝔘\n" i)))
  (dotimes (_ 400)
    (undo-boundary)
    (if (zerop (random 8)) (test-undo) (test-random-edit))
    (when (zerop (random 5)) (test-send-changes)))
  (goto-char (point-max))
  (setq test-rule "list-pop0")  ; which holds whatever the storm bound
  (insert "\n\ndef last(stop):\n    rows = [row for row in stop]\n    while rows: print(\"𝔘\", rows.pop(0))\n")
  (test-send-changes)
  (test-wait "after 400 random edits a new line gets its hint" (test-hinted "    while rows: print") #'test-hints)
  (test-check "at its place" (string-search "rows.pop(0)" (or (nth 1 (car (test-hints))) "")) (test-hints)))

(defun test-stops ()
  (let ((inhibit-message t)) (save-buffer))
  (let* ((server (eglot-current-server)) (process (jsonrpc--process server)))
    (eglot-shutdown server nil test-patience)
    (test-wait "the server stops" (lambda () (not (process-live-p process))))))

(setq eglot-confirm-server-edits nil          ; no questions: nobody is there to answer
      eglot-sync-connect test-patience
      flymake-no-changes-timeout 0.1          ; nil would keep eglot from telling flymake
      python-indent-guess-indent-offset nil
      create-lockfiles nil make-backup-files nil auto-save-default nil undo-limit most-positive-fixnum
      coding-system-for-read 'utf-8-unix coding-system-for-write 'utf-8-unix)

(condition-case problem
    (progn
      (test-attach)
      (test-sees-hints)
      (test-sees-sizes)
      (test-fixes)
      (test-follows-typing)
      (test-survives-a-storm)
      (test-stops)
      (test-check "the test ran to its end" t))
  ((error quit) (test-check "the test ran to its end" nil problem)))
(kill-emacs 0)
