" A smoke test of perfhint in Vim with ALE: hints, hover, a fix, a typed line. Run by run.sh (drivers.sh).
set nocompatible hidden noswapfile encoding=utf-8
let g:ale_linters = {'python': ['perfhint']}
let g:ale_disable_lsp = 0
let g:ale_lint_delay = 20
let g:ale_hover_to_preview = 1
let g:ale_history_enabled = 0
let g:ale_set_signs = 0
let g:ale_virtualtext_cursor = 0
filetype plugin on
runtime! plugin/ale.vim

function! Say(line)
    call writefile([a:line], $WORK . '/report', 'a')
endfunction

function! Check(name, IsSo, Found)
    for l:i in range(str2nr($PATIENCE) * 50)
        if a:IsSo()
            return Say('ok   ' . a:name)
        endif

        sleep 20m
    endfor

    call Say('FAIL ' . a:name . ' | ' . substitute(string(a:Found()), '\n', ' ', 'g'))
endfunction

" Line numbers of the hints of the rule.
function! Hints()
    let l:all = get(get(g:ale_buffer_info, bufnr(''), {}), 'loclist', [])

    return map(filter(copy(l:all), 'v:val.text =~# "makes every element"'), 'v:val.lnum')
endfunction

function! LinesOf(texts)
    return map(copy(a:texts), 'search(v:val, "nw")')
endfunction

function! Preview()
    return join(map(range(1, winnr('$')), 'join(getbufline(winbufnr(v:val), 1, "$"))'))
endfunction

" Answers the question of :ALECodeAction, which lists the fixes with their numbers.
runtime autoload/ale/util.vim
function! ale#util#Input(message, value) abort
    return matchstr(a:message, '\d\+\ze) Drop the brackets')
endfunction

try
    execute 'edit' $WORK . '/sample.py'
    ALELint
    call Check('hints appear', {-> Hints() == LinesOf(['first =', 'second ='])}, {-> Hints()})
    call cursor(search('^sizes = ', 'w'), 9)
    ALEHover
    call Check('hover shows a size', {-> Preview() =~# 'list of 3 int.*\d\+ B'}, {-> Preview()})
    call cursor(search('first =', 'w'), stridx(getline('.'), '[row') + 1)
    ALECodeAction
    call Check('a fix changes the line', {-> getline('.') =~# 'first = any(row < 0 for row in rows)$'}, {-> getline('.')})
    ALELint
    call Check('the fixed hint goes', {-> Hints() == LinesOf(['second ='])}, {-> Hints()})
    call append(line('$'), '    third = all([row > 9 for row in rows])')
    ALELint
    call Check('hints follow the text', {-> Hints() == LinesOf(['second =', 'third ='])}, {-> Hints()})
    call Say('ok   the test ran to its end')
catch
    call Say('FAIL the test ran to its end | ' . v:exception . ' ' . v:throwpoint)
endtry

qall!
