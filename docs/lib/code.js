// Code with its words coloured, line by line, so that a line can be marked.
import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import ini from 'highlight.js/lib/languages/ini';
import lisp from 'highlight.js/lib/languages/lisp';
import lua from 'highlight.js/lib/languages/lua';
import python from 'highlight.js/lib/languages/python';
import { escape, html, raw } from './html.js';

const languages = { python, bash, sh: bash, toml: ini, lua, elisp: lisp };
for (const [name, definition] of Object.entries(languages)) hljs.registerLanguage(name, definition);

const coloured = (text, language) =>
  languages[language] ? hljs.highlight(text, { language }).value : escape(text);

// Lines of HTML, each whole: an element that goes on over a line's end is closed there and opened again.
function wholeLines(markup) {
  let open = [];
  return markup.split('\n').map((line) => {
    const begin = open.join('');
    for (const [tag] of line.matchAll(/<\/?span[^>]*>/g)) open = tag[1] === '/' ? open.slice(0, -1) : [...open, tag];
    return begin + line + '</span>'.repeat(open.length);
  });
}

// A block that the keyboard can scroll; `marked` are numbers of lines, from 1; `label` says to screen readers what it is.
export function code(text, language, { marked = [], label = 'Code' } = {}) {
  const lines = wholeLines(coloured(text, language)).map((line, at) =>
    (marked.includes(at + 1) ? `<mark class="line">${line}\n</mark>` : `${line}\n`));
  return html`<pre tabindex="0" role="group" aria-label="${label}"><code>${raw(lines.join(''))}</code></pre>`;
}
