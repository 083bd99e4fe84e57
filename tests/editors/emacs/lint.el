;;; lint.el --- perfhint.el compiles, and pleases checkdoc and package-lint  -*- lexical-binding: t -*-
;; emacs --batch -L FOLDER-OF-package-lint -l lint.el FILE: prints what is wrong, and exits with 1 if anything.

(require 'checkdoc)
(require 'package-lint)

(let ((file (car command-line-args-left))
      (byte-compile-error-on-warn t)
      (byte-compile-dest-file-function (lambda (_) (expand-file-name "perfhint.elc" (getenv "WORK"))))
      wrong)
  (unless (byte-compile-file file)
    (push "it does not compile without warnings" wrong))
  (let ((checkdoc-create-error-function
         (lambda (text start _end &rest _)
           (push (format "%s:%s: %s" file (line-number-at-pos start) text) wrong)
           nil)))
    (with-current-buffer (find-file-noselect file)
      (checkdoc-current-buffer t)))
  (with-current-buffer (find-file-noselect file)
    (pcase-dolist (`(,line ,column ,type ,text) (package-lint-buffer))
      ;; Before Emacs 29 eglot comes from GNU ELPA, which package-lint would have to read from the internet.
      (unless (string-match-p "if you need `eglot\\|Package eglot is not installable" text)
        (push (format "%s:%s:%s: %s: %s" file line column type text) wrong))))
  (mapc (lambda (line) (message "%s" line)) (nreverse wrong))
  (kill-emacs (if wrong 1 0)))
