;;; perfhint.el --- What Python code costs, by Flymake or Eglot  -*- lexical-binding: t -*-

;; Copyright (c) 2026 the perfhint authors
;; SPDX-License-Identifier: MIT
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: languages, tools
;; URL: https://perfhint.dev

;;; Commentary:
;; perfhint marks lines of Python that waste time or memory, and says how much they waste on the CPython you use.
;; It needs the program `perfhint' on the PATH (or see `perfhint-program').  There are two ways to run it:
;;
;; As Eglot's server, with hints, fixes, and sizes on hover.  Eglot runs one server in a buffer: this makes it perfhint.
;;   (require 'perfhint)
;;   (add-hook 'python-mode-hook #'perfhint-eglot-ensure)
;;
;; Beside whatever server Eglot or lsp-mode runs, or without any: with hints only, by Flymake.
;;   (require 'perfhint)
;;   (add-hook 'python-mode-hook #'perfhint-flymake-mode)
;;
;; For `python-ts-mode' add to `python-ts-mode-hook', too.  Either way there are the commands `perfhint-explain',
;; `perfhint-fix-all' and `perfhint-size-of-line'; `perfhint-sizes' is for Eglot,
;; and so is what perfhint-heat.el shows of a profile: `perfhint-load-profile'.

;;; Code:

(require 'flymake)
(require 'seq)
(require 'subr-x)

(declare-function eglot--server-info "eglot")
(declare-function eglot-code-actions "eglot")
(declare-function eglot-current-server "eglot")
(declare-function eglot-ensure "eglot")
(declare-function eglot-inlay-hints-mode "eglot")
(declare-function eglot-managed-p "eglot")
(declare-function eglot-signal-didChangeConfiguration "eglot")
(declare-function markdown-view-mode "markdown-mode")
(defvar eglot-server-programs)
(defvar eglot-workspace-configuration)

(defgroup perfhint nil
  "What Python code costs."
  :group 'languages
  :prefix "perfhint-"
  :link '(url-link "https://perfhint.dev"))

(defcustom perfhint-program "perfhint"
  "The program: a name on the variable `exec-path', or a file."
  :type 'string)

(defcustom perfhint-check-arguments nil
  "More arguments of `perfhint check', which Flymake and `perfhint-fix-all' run.
For instance (\"--all\"), for hints of small gain, too.  What stands in the
project's perfhint.toml counts without arguments."
  :type '(repeat string))

(defcustom perfhint-sizes "all"
  "Which sizes the command `perfhint-sizes' shows behind the lines."
  :type '(choice (const :tag "of all values" "all") (const :tag "from 1 KB on" "large")))

;;;; The program

(defun perfhint--missing ()
  "What to say where there is no program."
  (format-message "There is no program %s; see the variable `perfhint-program'"
                  perfhint-program))

(defun perfhint--file-name ()
  "The file that the buffer's text is checked as."
  (or buffer-file-name (expand-file-name "untitled.py" default-directory)))

(defun perfhint--check-command (&rest arguments)
  "`perfhint check' with ARGUMENTS on stdin."
  `(,perfhint-program "check" "--quiet" "--stdin-filename" ,(perfhint--file-name)
                      ,@perfhint-check-arguments ,@arguments "-"))

(defun perfhint--output (&rest arguments)
  "What perfhint prints when run with ARGUMENTS."
  (unless (executable-find perfhint-program)
    (user-error "%s" (perfhint--missing)))
  (with-temp-buffer
    (let ((coding-system-for-read 'utf-8))
      (unless (eql 0 (apply #'call-process perfhint-program nil t nil arguments))
        (user-error "%s" (string-trim (buffer-string)))))
    (buffer-string)))

;;;; Flymake

(defvar-local perfhint--process nil
  "The last check; the end of an older one counts for nothing.")

(defun perfhint--position (line column)
  "Where LINE and COLUMN, both from 1, are in the buffer."
  (save-excursion
    (goto-char (point-min))
    (forward-line (1- line))
    (min (+ (point) (1- column)) (line-end-position))))

(defun perfhint--diagnostic (hint)
  "HINT of `perfhint check', for Flymake in the current buffer."
  (let-alist hint
    (flymake-make-diagnostic (current-buffer)
                             (perfhint--position .line .column)
                             (perfhint--position .endLine .endColumn)
                             (if (equal .severity "warning") :warning :note)
                             (format "perfhint [%s]: %s" .rule .message))))

(defun perfhint--report (output report-fn)
  "Tell REPORT-FN the hints in the buffer OUTPUT, about the current buffer."
  (condition-case nil
      (let ((hints (with-current-buffer output
                     (goto-char (point-min))
                     (json-parse-buffer :object-type 'alist :array-type 'list :null-object nil))))
        (save-restriction
          (widen)
          (funcall report-fn (mapcar #'perfhint--diagnostic hints))))
    (json-error
     (funcall report-fn :panic :explanation (with-current-buffer output (string-trim (buffer-string)))))))

(defun perfhint--sentinel (source report-fn)
  "Of the check of the buffer SOURCE; REPORT-FN is Flymake's."
  (lambda (process _event)
    (unless (process-live-p process)
      (unwind-protect
          (when (buffer-live-p source)
            (with-current-buffer source
              (when (eq process perfhint--process)
                (setq perfhint--process nil)
                (perfhint--report (process-buffer process) report-fn))))
        (kill-buffer (process-buffer process))))))

(defun perfhint--forget-check ()
  "End the last check, if it is still going on.
To end it is to call its sentinel, which must see that it is forgotten."
  (when-let* ((process perfhint--process))
    (setq perfhint--process nil)
    (delete-process process)))

(defun perfhint--send-text (process)
  "Give PROCESS the whole text of the current buffer.
One that ended early reads no more; its sentinel tells why."
  (save-restriction
    (widen)
    (ignore-errors
      (process-send-region process (point-min) (point-max))
      (process-send-eof process))))

(defun perfhint-flymake (report-fn &rest _)
  "Run `perfhint check' on the buffer, and tell REPORT-FN its hints.
For `flymake-diagnostic-functions'."
  (unless (executable-find perfhint-program)
    (error "%s" (perfhint--missing)))
  (perfhint--forget-check)
  (if (perfhint--eglot-server)
      (funcall report-fn nil)           ; Eglot shows the same
    (setq perfhint--process
          (make-process :name "perfhint-flymake" :noquery t :connection-type 'pipe :coding 'utf-8
                        :buffer (generate-new-buffer " *perfhint-flymake*")
                        :command (perfhint--check-command "--output-format" "json")
                        :sentinel (perfhint--sentinel (current-buffer) report-fn)))
    (perfhint--send-text perfhint--process)))

(defun perfhint--join-flymake ()
  "Take part in Flymake: Eglot takes all others out when it begins."
  (add-hook 'flymake-diagnostic-functions #'perfhint-flymake nil t)
  (when (bound-and-true-p flymake-mode)
    (flymake-start)))

;;;###autoload
(define-minor-mode perfhint-flymake-mode
  "Show perfhint's hints by Flymake, beside those of a server that Eglot runs."
  :lighter nil
  (cond (perfhint-flymake-mode
         (add-hook 'eglot-managed-mode-hook #'perfhint--join-flymake nil t)
         (perfhint--join-flymake)
         (flymake-mode 1))
        (t
         (remove-hook 'eglot-managed-mode-hook #'perfhint--join-flymake t)
         (remove-hook 'flymake-diagnostic-functions #'perfhint-flymake t)
         (when (bound-and-true-p flymake-mode)
           (flymake-mode 1)))))         ; forgets the hints, and checks again

;;;; Eglot

;;;###autoload
(defun perfhint-eglot-ensure ()
  "Let Eglot run perfhint in this buffer; for `python-mode-hook'."
  (require 'perfhint-heat)
  (setq-local eglot-server-programs
              (cons `((python-mode python-ts-mode) . (perfhint-eglot-server ,perfhint-program "lsp"))
                    eglot-server-programs))
  (if (executable-find perfhint-program t)
      (eglot-ensure)
    (message "%s" (perfhint--missing)))) ; Eglot would ask for another

(defun perfhint--eglot-server ()
  "Eglot's server in this buffer, if that is perfhint."
  (when-let* ((server (and (featurep 'eglot) (eglot-managed-p) (eglot-current-server))))
    (and (equal "perfhint" (plist-get (eglot--server-info server) :name))
         server)))

(defun perfhint--toggled-sizes (configuration)
  "CONFIGURATION, a plist, with sizes shown if they were not, and else hidden."
  (let* ((ours (plist-get configuration :perfhint))
         (shown (plist-get (plist-get ours :inlayHints) :sizes))
         (sizes (if (member shown '(nil "off")) perfhint-sizes "off")))
    (plist-put (copy-sequence configuration) :perfhint
               (plist-put (copy-sequence ours) :inlayHints (list :sizes sizes)))))

(defun perfhint--draw-inlay-hints ()
  "Forget Eglot's inlay hints, and ask for them anew."
  (eglot-inlay-hints-mode -1)
  ;; Eglot does not ask twice in a row about the same region.
  (when (boundp 'eglot--outstanding-inlay-hints-last-region)
    (set 'eglot--outstanding-inlay-hints-last-region nil))
  (eglot-inlay-hints-mode 1))

;;;; Commands

(autoload 'perfhint-load-profile "perfhint-heat" nil t)
(autoload 'perfhint-clear-profile "perfhint-heat" nil t)
(autoload 'perfhint-next-hot-line "perfhint-heat" nil t)
(autoload 'perfhint-previous-hot-line "perfhint-heat" nil t)

;;;###autoload
(defun perfhint-sizes ()
  "Show how many bytes values take, behind the lines that make them, or hide it.
It is a setting of all buffers of all projects, until Emacs ends."
  (interactive)
  (let ((server (perfhint--eglot-server)))
    (unless server
      (user-error "Eglot does not run perfhint in this buffer; try `perfhint-size-of-line'"))
    (unless (fboundp 'eglot-inlay-hints-mode)
      (user-error "Sizes behind the lines need Emacs 29; try `perfhint-size-of-line'"))
    (when (or (functionp eglot-workspace-configuration) (consp (car-safe eglot-workspace-configuration)))
      (user-error "Set inlayHints.sizes in your `eglot-workspace-configuration', which is no property list"))
    (setq-default eglot-workspace-configuration
                  (perfhint--toggled-sizes (default-value 'eglot-workspace-configuration)))
    (eglot-signal-didChangeConfiguration server)
    (perfhint--draw-inlay-hints)))

;;;###autoload
(defun perfhint-size-of-line ()
  "Tell how many bytes the value, the class or the function in this line takes.
It counts what is saved."
  (interactive)
  (unless buffer-file-name
    (user-error "This buffer has no file"))
  (message "%s" (string-trim (perfhint--output
                              "sizeof" (format "%s:%d" buffer-file-name (line-number-at-pos nil t))))))

(defun perfhint--rule-at-point ()
  "The rule of a hint at point, or else in its line."
  (seq-some (lambda (hint)
              (let ((text (flymake-diagnostic-text hint)))
                (and (string-match "perfhint \\[\\([a-z0-9-]+\\)\\]" text)
                     (match-string 1 text))))
            (append (flymake-diagnostics (point))
                    (flymake-diagnostics (line-beginning-position) (line-end-position)))))

(defun perfhint--rules ()
  "The names of all rules."
  (mapcar (lambda (rule) (alist-get 'rule rule))
          (json-parse-string (perfhint--output "rules" "--json") :object-type 'alist :array-type 'list)))

(defun perfhint--read-rule ()
  "Ask for a rule; that of the hint at point is the default."
  (let ((here (perfhint--rule-at-point)))
    (completing-read (format-prompt "Explain rule" here) (perfhint--rules) nil t nil nil here)))

;;;###autoload
(defun perfhint-explain (rule)
  "Show the page of RULE, with what was measured."
  (interactive (list (or (and (not current-prefix-arg) (perfhint--rule-at-point))
                         (perfhint--read-rule))))
  (let ((page (perfhint--output "explain" rule)))
    (pop-to-buffer "*perfhint*")
    (let ((inhibit-read-only t))
      (erase-buffer)
      (insert page))
    (if (fboundp 'markdown-view-mode) (markdown-view-mode) (special-mode))
    (visual-line-mode)
    (goto-char (point-min))))

(defun perfhint--replace-by-fixed ()
  "Put the text with all safe fixes into the place of the buffer's text."
  (let ((source (current-buffer))
        (command (perfhint--check-command "--fix")))
    (with-temp-buffer
      (let* ((fixed (current-buffer))
             (coding-system-for-read 'utf-8)
             (coding-system-for-write 'utf-8)
             (status (with-current-buffer source
                       (apply #'call-process-region nil nil (car command) nil
                              (list fixed nil) nil (cdr command)))))
        (unless (memq status '(0 1))
          (error "Exit %s of: %s" status (string-join command " ")))
        (with-current-buffer source
          (replace-buffer-contents fixed))))))

;;;###autoload
(defun perfhint-fix-all ()
  "Apply all fixes of the buffer that surely change nothing else."
  (interactive)
  (if (perfhint--eglot-server)
      (eglot-code-actions (point-min) (point-max) "source.fixAll.perfhint" t)
    (let ((before (buffer-chars-modified-tick)))
      (save-restriction
        (widen)
        (perfhint--replace-by-fixed))
      (when (= before (buffer-chars-modified-tick))
        (message "perfhint: nothing here that is safe to fix without asking")))))

(provide 'perfhint)
;;; perfhint.el ends here
