;;; test-support.el --- What the Emacs tests share: report, waiting, what a user sees  -*- lexical-binding: t -*-
;; A batch Emacs has no command loop: hooks and idle timers that it would run are run by hand here.

(require 'cl-lib)
(require 'flymake)
(require 'perfhint)

(defconst test-patience (string-to-number (getenv "PATIENCE")) "Seconds; an upper bound, on a loaded machine too.")

(defun test-say (format &rest arguments)
  (write-region (concat (apply #'format format arguments) "\n") nil (expand-file-name "report" (getenv "WORK")) t 'quietly))

(defun test-check (name ok &optional found)
  (test-say "%s %s%s" (if ok "ok  " "FAIL") name
            (if ok "" (replace-regexp-in-string "\n" "\\\\n" (format " | %S" found))))
  ok)

(defun test-soon (is-so)
  "Wait until IS-SO comes true; what it gives, or nil after too long."
  (let ((end (+ (float-time) test-patience)) ok)
    (while (and (not (setq ok (funcall is-so))) (< (float-time) end))
      (accept-process-output nil 0.02))
    ok))

(defun test-wait (name is-so &optional found)
  "Check that IS-SO comes true soon; FOUND tells what is instead."
  (let ((ok (test-soon is-so)))
    (test-check name ok (and (not ok) found (funcall found)))))

(defmacro test-run (&rest tests)
  "Run TESTS, report how they end, and end Emacs."
  `(progn
     (condition-case problem
         (progn ,@tests (test-check "the test ran to its end" t))
       ((error quit) (test-check "the test ran to its end" nil problem)))
     (kill-emacs 0)))

(defun test-open ()
  (find-file (expand-file-name "sample.py" (getenv "WORK"))))

(defun test-go (text)
  "Put point before the first TEXT."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun test-line-of (text)
  (save-excursion (test-go text) (line-number-at-pos)))

(defun test-line-text ()
  (buffer-substring-no-properties (line-beginning-position) (line-end-position)))

(defvar test-rule "materialized-arg-any-all" "Whose hints `test-hints' tells.")

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
  "Are there hints on the lines of TEXTS, one in each, and no others?"
  (lambda () (equal (mapcar #'car (test-hints)) (mapcar #'test-line-of texts))))

(defun test-sees-hints ()
  (test-wait "hints appear" (test-hinted "first =" "second =") #'test-hints)
  (pcase-let ((`(,first ,second) (or (test-hints) '(nil nil))))
    (test-check "a hint covers the list" (string-search "[row < 0 for row in rows]" (or (nth 1 first) "")) first)
    (test-check "the same behind an astral character" (equal (nth 1 first) (nth 1 second)) second)
    (test-check "a hint names perfhint and says why" (string-match-p "perfhint.*: ." (or (nth 2 first) "")) first)))

(defun test-explains ()
  (test-go "first =")
  (save-window-excursion
    (unless (perfhint--rule-at-point)
      (error "There is no hint to explain"))
    (call-interactively #'perfhint-explain)
    (test-check "explain shows the page of the hint"
                (string-prefix-p (concat "# " test-rule) (buffer-string)) (buffer-string))
    (test-check "with what was measured" (string-search "Time before / time after" (buffer-string)))
    (perfhint-explain "list-pop0")
    (test-check "explain shows a rule by name" (string-prefix-p "# list-pop0" (buffer-string)) (buffer-string)))
  (test-check "names of rules complete" (member "list-pop0" (perfhint--rules)))
  (test-check "an unknown rule is told"
              (string-search "no rule \"nope\"" (condition-case told (perfhint-explain "nope")
                                                  (user-error (cadr told))))))

(defun test-tells-a-size ()
  (test-go "sizes =")
  (let ((told (perfhint-size-of-line)))
    (test-check "the size of a line is told" (string-match-p "list of 3 int.*[0-9]+ B" told) told)))

(defun test-with-choice (choice run)
  "RUN, and answer its questions with CHOICE."
  (cl-letf (((symbol-function 'completing-read) (lambda (&rest _) choice))
            (last-nonmenu-event ?\r))   ; else Eglot would open a menu
    (funcall run)))

(defun test-undo ()
  "Undo one change; once more redoes it."
  (undo-boundary)
  (let (last-command) (undo 1))
  (undo-boundary))

;; The command loop reads what happens to watched files, too.  Where it is not read, Emacs tells no process's end.
(with-eval-after-load 'eglot
  (cl-defmethod eglot-register-capability (_server (_method (eql 'workspace/didChangeWatchedFiles)) _id &rest _)
    "Watch nothing."
    nil))

(setq flymake-no-changes-timeout 0.1    ; nil would keep eglot from telling flymake
      python-indent-guess-indent-offset nil
      create-lockfiles nil make-backup-files nil auto-save-default nil undo-limit most-positive-fixnum
      coding-system-for-read 'utf-8-unix coding-system-for-write 'utf-8-unix)

(provide 'test-support)
;;; test-support.el ends here
