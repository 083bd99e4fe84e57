// All pages of the site, narrowed down by words; the words of each page stand in it, so that it works from a folder.
import { html } from '../lib/html.js';

export const data = {
  title: 'Search',
  description: 'All pages of the site, to be searched by words.',
  permalink: '/search.html',
  script: 'search.js',
  eleventyExcludeFromCollections: true,
};

// The different words of a page, without its pictures and tables of numbers.
function wordsOf(markup) {
  const text = markup.replace(/<svg[^]*?<\/svg>|<table class="numbers">[^]*?<\/table>/g, ' ').replace(/<[^>]+>/g, ' ');
  return [...new Set(text.toLowerCase().replace(/&\w+;/g, ' ').match(/[\w-]{2,}/g))].join(' ');
}

const entry = ({ url, data: { title, description }, content }) =>
  html`<li class="found" data-words="${wordsOf(content)}"><a href="${url}">${title}</a><p>${description}</p></li>
`;

export function render({ collections }) {
  const pages = [...collections.all].sort((a, b) => a.data.title.localeCompare(b.data.title));
  return html`<h1>Search</h1>
<form class="search" role="search" hidden><label for="words">Words</label>
<input id="words" type="search" autocomplete="off" spellcheck="false"></form>
<noscript><p>Searching needs JavaScript. These are all pages; a browser's own search finds them by name.</p></noscript>
<p class="count" role="status"></p>
<ul class="results">${pages.map(entry)}</ul>`.toString();
}
