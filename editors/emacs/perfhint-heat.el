;;; perfhint-heat.el --- What a profile says, beside the lines of a buffer  -*- lexical-binding: t -*-

;; Copyright (c) 2026 the perfhint authors
;; SPDX-License-Identifier: MIT

;;; Commentary:
;; Draws what the server tells of a profile that `perfhint-load-profile' has had it read: a bar in the fringe for each hot
;; line, and behind the ten hottest of a buffer what they took.  Without a profile nothing is there.

;;; Code:

(require 'cl-lib)
(require 'eglot)
(require 'jsonrpc)
(require 'perfhint)

(defface perfhint-heat-1
  '((((background dark)) :foreground "#958960") (t :foreground "#7d7038"))
  "Lines that took at least 0.1 % of a profiled run."
  :group 'perfhint)

(defface perfhint-heat-2
  '((((background dark)) :foreground "#b08d3e") (t :foreground "#946a00"))
  "Lines that took at least 1 % of a profiled run."
  :group 'perfhint)

(defface perfhint-heat-3
  '((((background dark)) :foreground "#e0a030") (t :foreground "#b35900"))
  "Lines that took at least 5 % of a profiled run."
  :group 'perfhint)

(defface perfhint-heat-4
  '((((background dark)) :foreground "#f0782e") (t :foreground "#c2410c"))
  "Lines that took at least 20 % of a profiled run."
  :group 'perfhint)

(defface perfhint-heat-5
  '((((background dark)) :foreground "#ff4d4d") (t :foreground "#b00020"))
  "Lines that took at least 50 % of a profiled run."
  :group 'perfhint)

(defface perfhint-heat-stale
  '((t :inherit shadow))
  "Lines whose text is newer than the profiled run."
  :group 'perfhint)

(when (fboundp 'define-fringe-bitmap)
  (define-fringe-bitmap 'perfhint-heat-bar [#b01110000] nil nil '(center repeated)))

;;;; In words

(defconst perfhint-heat--labelled 10
  "How many lines of a buffer have a text.")

(defun perfhint-heat--measures-time (heat)
  "Whether there are times in HEAT, and not only bytes."
  (> (plist-get heat :total) 0))

(defun perfhint-heat--cost (heat line)
  "What LINE of HEAT took: in its unit, or bytes where no time was measured."
  (or (plist-get line (if (perfhint-heat--measures-time heat) :self :peakBytes)) 0))

(defun perfhint-heat--hottest (heat)
  "The lines of HEAT that have a text, the hottest first."
  (let ((lines (cl-remove-if-not (lambda (line) (> (perfhint-heat--cost heat line) 0))
                                 (append (plist-get heat :lines) nil))))
    (seq-take (sort lines (lambda (a b) (> (perfhint-heat--cost heat a) (perfhint-heat--cost heat b))))
              perfhint-heat--labelled)))

;; Amounts are told as the server tells them.

(defun perfhint-heat--commas (value)
  "VALUE as a whole number with commas."
  (let ((text (format "%.0f" value)))
    (while (string-match "\\`\\([0-9]+\\)\\([0-9]\\{3\\}\\)" text)
      (setq text (replace-match "\\1,\\2" t nil text)))
    text))

(defun perfhint-heat--three-digits (value)
  "VALUE with three significant digits."
  (format (cond ((>= value 99.95) "%.0f") ((>= value 9.995) "%.1f") (t "%.2f")) value))

(defun perfhint-heat--amount (value unit)
  "VALUE in UNIT, in words."
  (cond ((equal unit "samples")
         (format "%s %s" (perfhint-heat--commas value) (if (= (round value) 1) "sample" "samples")))
        ((or (>= value 0.9995) (<= value 0)) (concat (perfhint-heat--three-digits value) " s"))
        ((>= value 0.9995e-3) (concat (perfhint-heat--three-digits (* value 1e3)) " ms"))
        (t (concat (perfhint-heat--three-digits (* value 1e6)) " us"))))

(defun perfhint-heat--bytes (value)
  "VALUE bytes in words, where 1 KB is 1,024 bytes."
  (if (< value 10000)
      (concat (perfhint-heat--commas value) " B")
    (let ((units '("KB" "MB" "GB"))
          (number (/ value 1024.0)))
      (while (and (>= number 1000) (cdr units))
        (setq number (/ number 1024)
              units (cdr units)))
      (format "%.1f %s" number (car units)))))

(defun perfhint-heat--label (heat line)
  "What LINE of HEAT took and its share, as \"2.41 s 58 %\"."
  (let* ((cost (perfhint-heat--cost heat line))
         (is-time (perfhint-heat--measures-time heat))
         (whole (or (plist-get heat (if is-time :total :peakBytes)) 0))
         (percent (if (> whole 0) (/ (* 100.0 cost) whole) 0)))
    (format (cond ((>= percent 9.95) "%s %.0f %%") ((>= percent 0.995) "%s %.1f %%") (t "%s %.2f %%"))
            (if is-time (perfhint-heat--amount cost (plist-get heat :unit)) (perfhint-heat--bytes cost))
            percent)))

;;;; In the buffer

(defvar-local perfhint-heat--here nil
  "What the server told last of this buffer, with hot lines.")

(defvar-local perfhint-heat--overlays nil)

(defun perfhint-heat--forget ()
  "Take away what is drawn."
  (mapc #'delete-overlay perfhint-heat--overlays)
  (setq perfhint-heat--overlays nil
        perfhint-heat--here nil))

(defun perfhint-heat--forget-with-server ()
  "Take away what is drawn when Eglot has left the buffer."
  (unless (eglot-managed-p)
    (perfhint-heat--forget)))

(defun perfhint-heat--draw-line (line label is-stale)
  "Draw the bar of LINE, and LABEL behind it, if that is a text.
IS-STALE makes it grey."
  (let* ((face (if is-stale
                   'perfhint-heat-stale
                 (intern (format "perfhint-heat-%d" (plist-get line :heat)))))
         (overlay (make-overlay (line-beginning-position) (line-end-position))))
    (push overlay perfhint-heat--overlays)
    (overlay-put overlay 'perfhint-heat face)
    (overlay-put overlay 'before-string
                 (propertize " " 'display `(left-fringe perfhint-heat-bar ,face)))
    (when label
      (overlay-put overlay 'after-string
                   (propertize (concat "   " label) 'face face 'cursor t
                               'help-echo (and is-stale "profile is older than this function"))))))

(defun perfhint-heat--draw (heat)
  "Draw HEAT in the current buffer in place of what was there."
  (perfhint-heat--forget)
  (unless (zerop (length (plist-get heat :lines)))
    (setq perfhint-heat--here heat)
    (add-hook 'eglot-managed-mode-hook #'perfhint-heat--forget-with-server nil t)
    (let ((hottest (perfhint-heat--hottest heat)))
      (save-excursion
        (save-restriction
          (widen)
          (cl-loop for line across (plist-get heat :lines)
                   do (goto-char (point-min))
                   when (zerop (forward-line (plist-get line :line)))
                   do (perfhint-heat--draw-line line (and (memq line hottest) (perfhint-heat--label heat line))
                                                (eq (plist-get heat :stale) t))))))))

;;;; Eglot

(defclass perfhint-eglot-server (eglot-lsp-server) ()
  :documentation "Perfhint, whose heat is drawn.")

(cl-defmethod eglot-client-capabilities ((_server perfhint-eglot-server))
  "Eglot's, and that heat is drawn."
  (plist-put (cl-call-next-method) :experimental '(:perfhint (:heat t))))

(defun perfhint-heat--file (uri)
  "The file of URI."
  (if (fboundp 'eglot-uri-to-path) (eglot-uri-to-path uri) (with-no-warnings (eglot--uri-to-path uri))))

(defun perfhint-heat--uri (file)
  "The URI of FILE."
  (if (fboundp 'eglot-path-to-uri) (eglot-path-to-uri file) (with-no-warnings (eglot--path-to-uri file))))

(cl-defmethod eglot-handle-notification
  ((_server perfhint-eglot-server) (_method (eql perfhint/publishHeat)) &rest heat &key uri &allow-other-keys)
  "Draw HEAT in the buffer of URI."
  (when-let* ((buffer (find-buffer-visiting (perfhint-heat--file uri))))
    (with-current-buffer buffer
      (perfhint-heat--draw heat))))

(defun perfhint-heat--execute (command arguments done)
  "Have the server run COMMAND with the vector ARGUMENTS, and say DONE."
  (let ((server (perfhint--eglot-server)))
    (unless (cl-typep server 'perfhint-eglot-server)
      (user-error "Eglot does not run perfhint by `perfhint-eglot-ensure' in this buffer"))
    (jsonrpc-async-request
     server :workspace/executeCommand (list :command command :arguments arguments)
     :timeout nil                       ; a large profile takes its time
     :success-fn (lambda (_) (message "perfhint: %s" done))
     :error-fn (lambda (problem) (message "perfhint: %s" (plist-get problem :message))))))

;;;; Commands

;;;###autoload
(defun perfhint-load-profile (file)
  "Mark what took the time in the run that the profile FILE is of.
It is what a profiler wrote, as cProfile's .pstats; nothing is run."
  (interactive "fProfile: ")
  (perfhint-heat--execute "perfhint.loadProfile"
                          (vector (list :uri (perfhint-heat--uri (expand-file-name file))))
                          (format "%s is loaded" (file-name-nondirectory file))))

;;;###autoload
(defun perfhint-clear-profile ()
  "Take away what is drawn of a profile, in all buffers."
  (interactive)
  (perfhint-heat--execute "perfhint.clearProfile" [] "no profile is loaded"))

(defun perfhint-heat--go (is-behind)
  "Go to the first of the labelled lines for which IS-BEHIND is true.
It is called with a line and the line of point, both from 0.  Where
there is none, go to the first of all in that direction."
  (unless perfhint-heat--here
    (user-error "There is no hot line in this buffer; try `perfhint-load-profile'"))
  (let* ((lines (sort (mapcar (lambda (line) (plist-get line :line)) (perfhint-heat--hottest perfhint-heat--here))
                      (lambda (a b) (funcall is-behind b a))))
         (here (1- (line-number-at-pos nil t)))
         (line (or (cl-find-if (lambda (line) (funcall is-behind line here)) lines) (car lines))))
    (unless line
      (user-error "There is no hot line in this buffer"))
    (push-mark nil t)
    (goto-char (point-min))
    (forward-line line)
    (back-to-indentation)))

;;;###autoload
(defun perfhint-next-hot-line ()
  "Go to the next of the ten hottest lines; after the last comes the first."
  (interactive)
  (perfhint-heat--go #'>))

;;;###autoload
(defun perfhint-previous-hot-line ()
  "Go to the previous of the ten hottest lines; before the first comes the last."
  (interactive)
  (perfhint-heat--go #'<))

(provide 'perfhint-heat)
;;; perfhint-heat.el ends here
