;;; eglot-test.el --- perfhint in a real Emacs with eglot  -*- lexical-binding: t -*-
;; Attaches by the shipped perfhint.el, shows hints and sizes, fixes, follows edits.
;; Run by run.sh, which puts `perfhint' on the PATH and counts the report.

(require 'test-support)
(require 'eglot)

(defun test-send-changes ()
  "What eglot's idle timer does."
  (eglot--signal-textDocument/didChange))

(defun test-attach ()
  (add-hook 'python-mode-hook #'perfhint-eglot-ensure)
  (test-open)
  (run-hooks 'post-command-hook)
  (test-wait "attaches by the shipped set-up" #'eglot-managed-p)
  (test-say "info Emacs %s, %s" emacs-version (bound-and-true-p eglot-current-linepos-function))
  (flymake-start))

(defun test-hover ()
  "What eldoc would show at point."
  (let (shown)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown (or text ""))))
    (test-soon (lambda () shown))
    (substring-no-properties (or shown ""))))

(defun test-sees-sizes ()
  (cl-loop for (name line column) in '(("class" "class Point" "Point") ("list literal" "sizes =" "["))
           do (test-go line)
           do (search-forward column)
           do (goto-char (match-beginning 0))
           do (let ((shown (test-hover)))
                (test-check (format "hover on a %s shows bytes" name) (string-match-p "[0-9]+ B" shown) shown)
                (test-check (format "hover on a %s names the Python" name) (string-match-p "Python 3\\.[0-9]+" shown) shown))))

(defun test-inlay-hints ()
  "The texts that eglot shows between the text, as (LINE TEXT)."
  (cl-loop for overlay in (overlays-in (point-min) (point-max))
           for shown = (or (overlay-get overlay 'after-string) (overlay-get overlay 'before-string))
           when (and shown (overlay-get overlay 'eglot--inlay-hint))
           collect (list (line-number-at-pos (overlay-start overlay)) (substring-no-properties shown))))

(defun test-shows-inlay-hints (are-right)
  "Eglot asks for them as the window is drawn; nothing is drawn here."
  (test-soon (lambda ()
               (eglot--update-hints-1 (point-min) (point-max))
               (accept-process-output nil 0.1)
               (funcall are-right (test-inlay-hints)))))

(defun test-toggles-sizes ()
  (if (not (fboundp 'eglot-inlay-hints-mode))
      (test-check "sizes say which Emacs they need"
                  (string-search "need Emacs 29" (condition-case told (perfhint-sizes) (user-error (cadr told)))))
    (perfhint-sizes)
    (test-check "sizes appear behind the lines"
                (test-shows-inlay-hints
                 (lambda (hints) (string-match-p "[0-9] B" (or (cadr (assq (test-line-of "sizes =") hints)) ""))))
                (test-inlay-hints))
    (perfhint-sizes)
    (test-check "and go again" (test-shows-inlay-hints #'null) (test-inlay-hints))))

(defun test-fixes-all ()
  (let ((before (buffer-string)))
    (perfhint-fix-all)
    (test-wait "fix all changes the text"
               (lambda () (equal (replace-regexp-in-string "\\[\\(row[^]]*\\)\\]" "\\1" before) (buffer-string))) #'buffer-string)
    (test-send-changes)
    (test-wait "and no hint is left" (test-hinted) #'test-hints)
    (test-undo)
    (test-check "one undo takes all fixes back" (equal before (buffer-string)) (buffer-string))
    (test-send-changes)
    (test-wait "and the hints are there again" (test-hinted "first =" "second =") #'test-hints)))

(defun test-fixes ()
  (dolist (variable '("second" "first"))
    (test-go (concat variable " ="))
    (search-forward "[row")
    (let ((wanted (replace-regexp-in-string "\\[\\(.*\\)\\]" "\\1" (test-line-text))))
      (test-with-choice "Drop the brackets" (lambda () (eglot-code-actions (point) (point) "quickfix" t)))
      (test-wait (concat "quick fix of " variable " changes the line")
                 (lambda () (equal wanted (test-line-text))) #'test-line-text)
      (test-send-changes)))
  (test-wait "fixed hints go" (test-hinted) #'test-hints))

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
  (dotimes (_ 300)
    (undo-boundary)
    (if (zerop (random 8)) (test-undo) (test-random-edit))
    (when (zerop (random 5)) (test-send-changes)))
  (goto-char (point-max))
  (setq test-rule "list-pop0")  ; which holds whatever the storm bound
  (insert "\n\ndef last(stop):\n    rows = [row for row in stop]\n    while rows: print(\"𝔘\", rows.pop(0))\n")
  (test-send-changes)
  (test-wait "after 300 random edits a new line gets its hint" (test-hinted "    while rows: print") #'test-hints)
  (test-check "at its place" (string-search "rows.pop(0)" (or (nth 1 (car (test-hints))) "")) (test-hints)))

;; What is drawn of a profile, told as the server does.

(defun test-publish (lines &rest more)
  (apply #'eglot-handle-notification (eglot-current-server) 'perfhint/publishHeat
         (append more (list :uri (perfhint-heat--uri buffer-file-name) :profile "run.pstats" :unit "seconds" :total 4.1
                            :stale :json-false :lines (vconcat lines)))))

(defun test-hot (text self heat)
  (list :line (1- (test-line-of text)) :self self :total self :heat heat))

(defun test-drawn ()
  "The heat that is drawn, as (LINE FACE TEXT)."
  (sort (cl-loop for overlay in (overlays-in (point-min) (point-max))
                 for face = (overlay-get overlay 'perfhint-heat)
                 when face
                 collect (list (line-number-at-pos (overlay-start overlay)) face
                               (string-trim (substring-no-properties (or (overlay-get overlay 'after-string) "")))))
        (lambda (a b) (< (car a) (car b)))))

(defun test-draws-heat ()
  (test-check "without a profile nothing is drawn" (null (test-drawn)) (test-drawn))
  (test-publish (list (test-hot "class Point" 0.01 1) (test-hot "sizes =" 2.378 5) (test-hot "first =" 0.41 3)))
  (let ((expected `((,(test-line-of "class Point") perfhint-heat-1 "10.0 ms 0.24 %")
                    (,(test-line-of "sizes =") perfhint-heat-5 "2.38 s 58 %")
                    (,(test-line-of "first =") perfhint-heat-3 "410 ms 10 %"))))
    (test-check "hot lines are drawn with what they took" (equal expected (test-drawn)) (test-drawn)))
  (test-publish (list (test-hot "sizes =" 2.378 5)) :stale t)
  (test-check "what is stale is grey" (equal 'perfhint-heat-stale (cadar (test-drawn))) (test-drawn))
  (test-publish (cl-loop for line from 0 to 13 collect (list :line line :self (* line 100) :total line :heat 2))
                :unit "samples" :total 10000)
  (test-check "ten lines have a text" (= 10 (cl-count-if-not #'string-empty-p (mapcar #'caddr (test-drawn)))) (test-drawn))
  (test-check "in samples" (equal "1,300 samples 13 %" (caddar (last (test-drawn)))) (test-drawn))
  (test-publish (list (list :line 0 :self 0 :total 0 :heat 3 :peakBytes 2048)) :total 0 :peakBytes 8192)
  (test-check "memory is told where no time is" (equal "2,048 B 25 %" (caddar (test-drawn))) (test-drawn)))

(defun test-goes-to-hot-lines ()
  (test-publish (list (test-hot "sizes =" 2.41 5) (test-hot "first =" 0.41 3)))
  (goto-char (point-min))
  (cl-loop for (command text) in '((next "sizes =") (next "first =") (next "sizes =") (previous "first =") (previous "sizes ="))
           do (funcall (intern (format "perfhint-%s-hot-line" command)))
           do (test-check (format "the %s hot line is %s" command text) (looking-at-p text) (test-line-text)))
  (test-publish nil :profile "")
  (test-check "without a profile nothing is left" (null (test-drawn)) (test-drawn))
  (test-check "and no hot line is told"
              (string-search "no hot line" (condition-case told (perfhint-next-hot-line) (user-error (cadr told)))))
  (test-publish (list (test-hot "sizes =" 2.41 5))))

;; Call stacks as py-spy writes them.
(defun test-loads-a-profile ()
  (let ((file (expand-file-name "run.txt" (getenv "WORK")))
        (first (test-line-of "first ="))
        (sizes (test-line-of "sizes =")))
    (write-region (format "<module> (sample.py:%d);check (sample.py:%d) 60\n<module> (sample.py:%d) 40\n" first first sizes)
                  nil file nil 'quietly)
    (perfhint-load-profile file)
    (test-wait "a profile that is loaded is drawn"
               (lambda () (equal `((,sizes perfhint-heat-4 "40 samples 40 %") (,first perfhint-heat-5 "60 samples 60 %"))
                                 (test-drawn)))
               #'test-drawn)
    (perfhint-clear-profile)
    (test-wait "and taken away again" (lambda () (null (test-drawn))) #'test-drawn)
    (perfhint-load-profile (concat file ".missing"))
    (test-wait "a file that is not there is told"
               (lambda () (with-current-buffer (messages-buffer) (string-search "run.txt.missing" (buffer-string))))
               (lambda () (with-current-buffer (messages-buffer) (buffer-string))))))

(defun test-stops ()
  (let ((inhibit-message t)) (save-buffer))
  (let ((server (eglot-current-server)))
    (eglot-shutdown server nil test-patience)
    (test-wait "the server stops" (lambda () (not (jsonrpc-running-p server))))
    (test-check "the heat goes with it" (null (test-drawn)) (test-drawn))))

(setq eglot-confirm-server-edits nil            ; no questions: nobody is there to answer
      eglot-confirm-server-initiated-edits nil  ; the same before Emacs 29
      eglot-sync-connect test-patience)

(test-run
 (test-attach)
 (test-sees-hints)
 (test-sees-sizes)
 (test-explains)
 (test-tells-a-size)
 (test-toggles-sizes)
 (test-loads-a-profile)
 (test-draws-heat)
 (test-goes-to-hot-lines)
 (test-fixes-all)
 (test-fixes)
 (test-follows-typing)
 (test-survives-a-storm)
 (test-stops))
