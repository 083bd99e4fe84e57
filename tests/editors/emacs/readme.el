;;; readme.el --- What a new user sees who did what the README says  -*- lexical-binding: t -*-
;; Loaded by an Emacs on a terminal, after the user's init file, with sample.py on the command line.
;; The command loop must run and the window be drawn, as for a user: so timers look now and then what has come.

(add-to-list 'load-path (file-name-directory load-file-name))
(require 'test-support)

(defun test-when (name is-so then)
  "Check that IS-SO comes true soon in the user's buffer, and go on with THEN."
  (let ((end (+ (float-time) test-patience)) timer)
    (setq timer
          (run-with-timer
           0.1 0.1
           (lambda ()
             (with-current-buffer (get-file-buffer (expand-file-name "sample.py" (getenv "WORK")))
               (let ((ok (funcall is-so)))
                 (when (or ok (> (float-time) end))
                   (cancel-timer timer)
                   (test-check name ok)
                   (funcall then)))))))))

(defun test-size-is-shown ()
  (cl-some (lambda (overlay) (string-match-p "[0-9] B" (or (overlay-get overlay 'after-string) "")))
           (overlays-in (point-min) (point-max))))

(defun test-end ()
  (test-run (test-sees-hints) (test-explains) (test-tells-a-size)))

(defun test-sizes ()
  (perfhint-sizes)
  (test-when "sizes appear behind the lines" #'test-size-is-shown
             (lambda ()
               (perfhint-sizes)
               (test-when "and go again" (lambda () (not (test-size-is-shown))) #'test-end))))

(test-when "hints are shown" (lambda () (funcall (test-hinted "first =" "second =")))
           (lambda ()
             (if (and (perfhint--eglot-server) (fboundp 'eglot-inlay-hints-mode)) (test-sizes) (test-end))))
