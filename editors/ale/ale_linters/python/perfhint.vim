" perfhint for Vim with ALE: hints, hover (:ALEHover) and fixes (:ALECodeAction).
" Put the folder editors/ale on the 'runtimepath', or this file into ~/.vim/ale_linters/python/.

call ale#Set('python_perfhint_executable', 'perfhint')

function! ale_linters#python#perfhint#GetProjectRoot(buffer) abort
    for l:marker in ['perfhint.toml', 'pyproject.toml']
        let l:file = ale#path#FindNearestFile(a:buffer, l:marker)

        if !empty(l:file)
            return fnamemodify(l:file, ':h')
        endif
    endfor

    let l:root = ale#python#FindProjectRoot(a:buffer)

    return !empty(l:root) ? l:root : expand('#' . a:buffer . ':p:h')
endfunction

call ale#linter#Define('python', {
\   'name': 'perfhint',
\   'lsp': 'stdio',
\   'executable': {buffer -> ale#Var(buffer, 'python_perfhint_executable')},
\   'command': '%e lsp',
\   'project_root': function('ale_linters#python#perfhint#GetProjectRoot'),
\})
