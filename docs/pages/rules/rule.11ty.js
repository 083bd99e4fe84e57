// A rule's page: what it sees, an example as perfhint shows it, and what was measured.
import { gainChart } from '../../charts/gain.js';
import { memoryChart, sizeToShow } from '../../charts/memory.js';
import { code } from '../../lib/code.js';
import { bar, cellOf, packagesOf, silentOn } from '../../lib/evidence.js';
import { example } from '../../lib/example.js';
import { html } from '../../lib/html.js';
import { render as markdown, renderInline } from '../../lib/markdown.js';
import { bytes, ratio, withCommas } from '../../lib/numbers.js';
import { target } from '../../lib/perfhint.js';
import { impacts } from '../../lib/words.js';

export const data = {
  pagination: { data: 'rules', size: 1, alias: 'rule', addAllPagesToCollections: true },
  permalink: ({ rule }) => `/rules/${rule.rule}.html`,
  eleventyComputed: {
    title: ({ rule }) => rule.rule,
    description: ({ rule }) => rule.summary.replaceAll('`', '').replaceAll('\n', ' '),
  },
};

const facts = (rule) => html`<dl class="facts">
<div><dt>Impact</dt><dd><span class="badge ${rule.impact}">${rule.impact}</span> ${impacts[rule.impact]}</dd></div>
<div><dt>Topic</dt><dd><a href="/rules/index.html#topic-${rule.topic}">${rule.topic}</a></dd></div>
<div><dt>Fix</dt><dd>${rule.fix === 'none' ? 'none' : html`<a href="/fixes.html">${rule.fix}</a>`}</dd></div>
<div><dt>On for CPython</dt><dd>${rule.pythons === 'all' ? 'all, 3.8 to 3.15' : rule.pythons}</dd></div>
<div><dt>Gain on ${target}</dt><dd>${rule.told === 'off' ? 'off: below the bar' : rule.told}</dd></div>
</dl>`;

function table(cell, caption, tell) {
  const scales = cell.sizes.length > 1 || cell.sizes[0] > 1;
  return html`<div class="wide" tabindex="0" role="group" aria-label="${caption}"><table class="numbers">
<caption>${caption}</caption>
<thead><tr><th scope="col">CPython</th>${cell.sizes.map((n) =>
    html`<th scope="col">${scales ? `n = ${withCommas(n)}` : 'measured'}</th>`)}</tr></thead>
<tbody>${cell.pythons.map((python) => html`<tr><th scope="row">${python}</th>${cell.sizes.map((n) => tell(cell.at(python, n)))}</tr>
`)}</tbody></table></div>`;
}

const timeOf = (row) => (row ? html`<td data-n="${row.n}" data-python="${row.python}" data-time="${row.time}" data-low="${row.low
}" data-high="${row.high}">${ratio(row.time)} <small>${ratio(row.low)} to ${ratio(row.high)}</small></td>` : html`<td>not measured</td>`);

const bytesOf = (row) => (row ? html`<td data-n="${row.n}" data-python="${row.python}" data-before="${row.bytes_before
}" data-after="${row.bytes_after}">${bytes(row.bytes_before)} → ${bytes(row.bytes_after)}</td>` : html`<td>not measured</td>`);

function figures(rule, cell, what) {
  const n = sizeToShow(cell, bar);
  const last = cell.at(target, cell.sizes.at(-1)) ?? cell.rows.at(-1);
  return html`<div class="pair">
<figure>${gainChart(cell, `Gain in time of ${what} by CPython version: ${ratio(last.time)} on ${last.python} with n = ${last.n
  }. The table below has all numbers.`)}<figcaption>Time before / time after: above 1x the rewrite is faster, in the shaded part
slower. The bars are 95 % intervals. Logarithmic scale.</figcaption></figure>
${n !== undefined && html`<figure>${memoryChart(cell, n, `Peak memory of ${what} before and after by CPython version, n = ${n
  }. The table below has all numbers.`)}<figcaption>Peak memory of one run, at the n where it differs most.</figcaption></figure>`}
</div>`;
}

function silence(cell) {
  const pythons = silentOn(cell);
  return pythons.length > 0 && html`<p class="silent" data-silent="${pythons.join(' ')}">On CPython ${pythons.join(', ')} this is below
<a href="/evidence.html#from-what-gain-on-a-rule-is-on">the bar</a>: perfhint says nothing of it there.</p>`;
}

function packages(cell) {
  const found = packagesOf(cell);
  return found.length > 0 && html`<p>Measured with ${found.map(({ python, packages: pins }, at) =>
    `${at > 0 ? '; ' : ''}${pins} on CPython ${python}`)}.</p>`;
}

// The other rules of the topic, for who has come for one of them.
const neighbours = (rule, rules) => html`<p>More on ${rule.topic}: ${
  rules.filter(({ topic, rule: name }) => topic === rule.topic && name !== rule.rule)
    .map(({ rule: name }, at) => html`${at > 0 && ', '}<a href="/rules/${name}.html">${name}</a>`)}.</p>`;

const program = (bench) => html`<details><summary>The programs measured</summary>
${bench.setup && html`<p>Set-up:</p>${code(bench.setup, 'python', { label: 'Set-up' })}`}
<p>Before:</p>${code(bench.before, 'python', { label: 'Before' })}
<p>After:</p>${code(bench.after, 'python', { label: 'After' })}
</details>`;

function measured(rule, bench) {
  const cell = cellOf(rule.rule, bench.case);
  if (cell.rows.length === 0) throw new Error(`${rule.rule}: no measurement of case "${bench.case}"`);
  const hasBytes = cell.rows.some((row) => row.bytes_before !== null);
  const what = rule.rule + (bench.case && ` (${bench.case})`);
  return html`<section data-case="${bench.case}">
${rule.benches.length > 1 && html`<h3>${bench.case || 'the usual case'}</h3>`}
${figures(rule, cell, what)}
${silence(cell)}
<details><summary>All numbers${bench.case && rule.benches.length > 1 ? ` of ${bench.case}` : ''}</summary>
${table(cell, `Time before / time after${bench.clock === 'wall' ? ', by the clock on the wall' : ''}, with the 95 % interval`, timeOf)}
${hasBytes ? table(cell, 'Peak memory, before → after', bytesOf) : html`<p>Memory was not measured: the block says
<code>memory=no</code>.</p>`}
${packages(cell)}
</details>
${program(bench)}
</section>`;
}

export function render({ rule, rules }) {
  return html`<p class="path"><a href="/rules/index.html">Rules</a> / ${rule.topic}</p>
<h1>${rule.rule}</h1>
<p class="summary">${renderInline(rule.summary)}</p>
${facts(rule)}
${markdown(rule.about, rule.source)}
<h2 id="example">Example</h2>
${example(rule)}
<h2 id="measured">Measured</h2>
<p>On CPython 3.8 to 3.15, as <a href="/evidence.html">How evidence is measured</a> tells.</p>
${rule.benches.map((bench) => measured(rule, bench))}
<h2 id="more">More</h2>
${neighbours(rule, rules)}
<p class="source">This page is made from <code>${rule.source}</code>, whose cases are the rule's tests.
<code>perfhint explain ${rule.rule}</code> shows it in a terminal.</p>`.toString();
}
