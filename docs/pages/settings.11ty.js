// Every setting, as the program tells them, behind the README's words on where they stand.
import { section, withoutTable } from '../lib/documents.js';
import { html } from '../lib/html.js';
import { render, renderInline, slug } from '../lib/markdown.js';
import { settings } from '../lib/perfhint.js';

export const data = {
  title: 'Settings',
  description: 'All settings of perfhint, their values, defaults and flags.',
  permalink: '/settings.html',
};

function valuesOf({ enum: values, type, items, additionalProperties, minimum }) {
  if (values) return html`one of ${values.map((value, at) => html`${at > 0 && ', '}<code>${JSON.stringify(value)}</code>`)}`;
  if (type === 'array') return items?.$ref ? 'a list of rules' : 'a list of texts';
  if (type === 'object') return additionalProperties?.enum ? html`a table from rules to ${valuesOf(additionalProperties)}` : 'a table of lists of rules';
  if (type === 'boolean') return html`<code>true</code> or <code>false</code>`;
  return `${type === 'integer' ? 'a whole number' : type}${minimum === undefined ? '' : `, at least ${minimum}`}`;
}

const sentence = (markdown) => renderInline(markdown[0].toUpperCase() + markdown.slice(1) + '.');

const entry = (setting) => html`<section class="setting">
<h3 id="${slug(setting.key)}"><code>${setting.key}</code></h3>
<p>${sentence(setting.about)}</p>
<dl class="facts"><div><dt>Value</dt><dd>${valuesOf(setting.schema)}</dd></div>
<div><dt>Default</dt><dd>${renderInline(setting.default)}</dd></div>
${setting.flag && html`<div><dt>Flag</dt><dd>${renderInline(setting.flag)}</dd></div>`}</dl>
</section>
`;

export function render_() {
  const all = settings();
  return html`<h1>Settings</h1>
${render(withoutTable(section('README.md', 'Settings'), 'settings'), 'README.md')}
<h2 id="all">All settings</h2>
<ul class="index">${all.map(({ key }) => html`<li><a href="#${slug(key)}"><code>${key}</code></a></li>`)}</ul>
${all.map(entry)}`.toString();
}

export { render_ as render };
