// A rule's example as perfhint shows it: the marked code, the code after its fix, and what is said.
import { code } from './code.js';
import { html, withCode } from './html.js';

const fixLine = (fix) => html`<li><strong>Quick fix, ${fix.safety}:</strong> ${withCode(fix.title)}. ${
  fix.safety === 'safe' ? 'Proven' : 'May change behaviour'}: ${withCode(fix.why)}.</li>`;

// What is said of several lines is shown once.
function said(hints) {
  const lines = new Map();
  for (const { message, line } of hints) lines.set(message, [...(lines.get(message) ?? []), line]);
  const fixes = new Map(hints.flatMap((hint) => hint.fixes).map((fix) => [fix.title + fix.why, fix]));
  return html`<ul class="hints">${[...lines].map(([message, at]) =>
    html`<li><span class="at">Line${at.length > 1 && 's'} ${at.join(', ')}</span> ${withCode(message)}</li>`)}${
    [...fixes.values()].map(fixLine)}</ul>`;
}

export const example = ({ example: { before, after, target }, hints }) => html`<div class="pair">
<div><h3>${after ? 'Before' : 'What is marked'}</h3>
${code(before, 'python', { marked: hints.map((hint) => hint.line), label: 'Before' })}</div>
${after && html`<div><h3>After its fix</h3>${code(after, 'python', { label: 'After' })}</div>`}
</div>
<p>What perfhint says, on CPython ${target}:</p>
${said(hints)}`;
