;;; lint.el --- Lisp files compile, and please checkdoc and package-lint  -*- lexical-binding: t -*-
;; emacs --batch -L FOLDER-OF-package-lint -l lint.el FILE...: prints what is wrong, and exits with 1 if anything.

(require 'checkdoc)
(require 'package-lint)

(defvar lint-wrong nil "What is wrong, the last first.")

(defun lint-compile (file)
  (let ((byte-compile-error-on-warn t)
        (byte-compile-dest-file-function (lambda (_) (expand-file-name "compiled.elc" (getenv "WORK")))))
    (unless (byte-compile-file file)
      (push (format "%s does not compile without warnings" file) lint-wrong))))

(defun lint-checkdoc (file)
  (let ((checkdoc-create-error-function
         (lambda (text start _end &rest _)
           (push (format "%s:%s: %s" file (line-number-at-pos start) text) lint-wrong)
           nil)))
    (checkdoc-current-buffer t)))

(defun lint-package (file)
  (pcase-dolist (`(,line ,column ,type ,text) (package-lint-buffer))
    ;; What is not in Emacs comes from archives, which package-lint would have to read from the internet.
    (unless (string-match-p "if you need `eglot\\|is not installable" text)
      (push (format "%s:%s:%s: %s: %s" file line column type text) lint-wrong))))

(dolist (file command-line-args-left)
  (lint-compile file)
  (with-current-buffer (find-file-noselect file)
    (lint-checkdoc file)
    ;; Of a package of several files, the one that names it has the headers.
    (let ((package-lint-main-file (and (string-match "/perfhint-[a-z]+\\.el\\'" file)
                                       (replace-match "/perfhint.el" t t file))))
      (lint-package file))))
(mapc (lambda (line) (message "%s" line)) (reverse lint-wrong))
(kill-emacs (if lint-wrong 1 0))
