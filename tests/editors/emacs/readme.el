;;; readme.el --- What a new user sees who did what the README says  -*- lexical-binding: t -*-
;; Loaded by an Emacs on a terminal, after the user's init file, with sample.py on the command line.
;; The command loop must run, as it does for a user: so a timer looks now and then whether the hints are there.

(add-to-list 'load-path (file-name-directory load-file-name))
(require 'test-support)

(defvar test-give-up (+ (float-time) test-patience))

(defun test-look ()
  (with-current-buffer (get-file-buffer (expand-file-name "sample.py" (getenv "WORK")))
    (when (or (funcall (test-hinted "first =" "second =")) (> (float-time) test-give-up))
      (test-run
       (test-sees-hints)
       (test-explains)
       (test-tells-a-size)))))

(run-with-timer 0.1 0.1 #'test-look)
