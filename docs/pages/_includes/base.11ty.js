// The frame of every page: what it is called, how to get elsewhere, where its numbers come from.
import { about } from '../../lib/evidence.js';
import { html, raw } from '../../lib/html.js';
import { run } from '../../lib/perfhint.js';

const version = run(['version']).trim().split('\n')[0];

const places = [
  ['/rules/index.html', 'Rules'],
  ['/sizes.html', 'Sizes'],
  ['/evidence.html', 'Evidence'],
  ['/fixes.html', 'Fixes'],
  ['/guide.html', 'The guide'],
  ['/profiles.html', 'Profiles'],
  ['/measuring.html', 'Measuring'],
  ['/editors.html', 'Editors'],
  ['/settings.html', 'Settings'],
  ['/search.html', 'Search'],
];

// Where the reader is: on the page itself, or on one below it.
function current(url, address) {
  if (url.replace(/\/$/, '/index.html') === address) return raw(' aria-current="page"');
  return address.startsWith('/rules/') && url.startsWith('/rules/') && raw(' aria-current="true"');
}

const link = (url) => ([address, name]) => html`<li><a href="${address}"${current(url, address)}>${name}</a></li>`;

export default class {
  render({ title, description, content, page, script }) {
    const full = title === 'perfhint' ? 'perfhint: what Python code costs' : `${title} · perfhint`;
    return '<!doctype html>\n' + html`<html lang="en">
<head>
<meta charset="utf-8">
<title>${full}</title>
<meta name="description" content="${description}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/site.css">
${script && raw(`<script src="/assets/${script}" defer></script>`)}
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<a class="home" href="/index.html">perfhint</a>
<nav aria-label="Site"><ul>${places.map(link(page.url))}</ul></nav>
</header>
<main id="content">
${raw(content)}
</main>
<footer>
<p>${version}. Numbers measured ${about.date} on ${about.machine}. Built from the rule pages, measurements and settings;
nothing is loaded from elsewhere.</p>
</footer>
</body>
</html>
`;
  }
}
