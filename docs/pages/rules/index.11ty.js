// All rules by topic, with filters; without JavaScript the filters are not there, and all rules are.
import { spark } from '../../charts/spark.js';
import { html } from '../../lib/html.js';
import { renderInline } from '../../lib/markdown.js';
import { target } from '../../lib/perfhint.js';
import { impacts, topics } from '../../lib/words.js';

export const data = {
  title: 'Rules',
  description: 'All rules of perfhint, with the gain measured on CPython, to be filtered by impact, topic and fix.',
  permalink: '/rules/index.html',
  script: 'filter.js',
};

const order = Object.keys(impacts);

const box = (group, value) => html`<label><input type="checkbox" name="${group}" value="${value}"> ${value}</label>`;

const filters = html`<form class="filters" hidden>
<fieldset><legend>Impact</legend>${order.map((value) => box('impact', value))}</fieldset>
<fieldset><legend>Topic</legend>${Object.keys(topics).map((value) => box('topic', value))}</fieldset>
<fieldset><legend>Fix</legend>${['safe', 'unsafe', 'none'].map((value) => box('fix', value))}</fieldset>
<p class="words"><label for="words">Words</label> <input id="words" name="words" type="search" autocomplete="off">
<button type="reset">Show all</button></p>
</form>
<p class="count" role="status"></p>`;

const entry = (rule) => html`<li class="rule" data-impact="${rule.impact}" data-topic="${rule.topic}" data-fix="${
  rule.fix.replace(' or ', ' ')}">
<a class="name" href="/rules/${rule.rule}.html">${rule.rule}</a>
<span class="labels"><span class="badge ${rule.impact}">${rule.impact}</span> <span class="fix">fix: ${rule.fix}</span></span>
<span class="gain">${spark(rule.gain)} <span>${rule.told}</span></span>
<p>${renderInline(rule.summary)}</p>
</li>
`;

const group = (rules, topic) => html`<section class="topic" id="topic-${topic}" aria-labelledby="heading-${topic}">
<h2 id="heading-${topic}">${topics[topic]} <small>${topic}</small></h2>
<ul class="rules">${rules.filter((rule) => rule.topic === topic)
    .sort((a, b) => order.indexOf(a.impact) - order.indexOf(b.impact)).map(entry)}</ul>
</section>`;

export function render({ rules }) {
  return html`<h1>Rules</h1>
<p class="summary">${rules.length} rules, each with its evidence. The number is the best gain measured on CPython ${target}; the small bars are the
best gain on 3.8 to 3.15, left to right, on a logarithmic scale up to 1,000x.</p>
<dl class="legend">${order.map((impact) => html`<div><dt><span class="badge ${impact}">${impact}</span></dt><dd>${impacts[impact]}</dd></div>`)}</dl>
${filters}
${Object.keys(topics).map((topic) => group(rules, topic))}
<p>What was tried and is no rule stands with <a href="/evidence.html#tried-and-rejected">the evidence</a>.</p>`.toString();
}
