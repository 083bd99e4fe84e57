// The site: pages/ through Eleventy into build/docs (or PERFHINT_DOCS), with links that also work from a folder on the disk.
import fs from 'node:fs';
import path from 'node:path';
import { linked } from './lib/documents.js';
import markdown from './lib/markdown.js';
import { root } from './lib/perfhint.js';
import * as shortcodes from './lib/shortcodes.js';

const output = path.resolve(process.env.PERFHINT_DOCS ?? path.join(root, 'build/docs'));

// Pages link from the root ("/rules/x.html"); a file that is opened in a browser needs the way from where it stands.
function relative(content) {
  if (!this.page.outputPath?.endsWith('.html')) return content;
  const up = '../'.repeat(this.page.url.split('/').length - 2);
  return content.replace(/ (href|src)="\/([^"]*)"/g, (_, name, to) => ` ${name}="${up}${to.replace(/(^|\/)$/, '$1index.html')}"`);
}

// The files that texts link to, copied as they are; known once the pages are rendered.
function copyLinked() {
  for (const [file, address] of linked) {
    fs.mkdirSync(path.dirname(output + address), { recursive: true });
    fs.copyFileSync(root + file, output + address);
  }
}

export default function (eleventy) {
  eleventy.setLibrary('md', markdown);
  eleventy.addPassthroughCopy({ assets: 'assets', '../vscode-client/images/icon.svg': 'assets/icon.svg' });
  eleventy.addGlobalData('layout', 'base.11ty.js');
  eleventy.addGlobalData('permalink', () => ({ page }) => `${page.filePathStem}.html`);
  eleventy.addTransform('relative', relative);
  eleventy.on('eleventy.after', copyLinked);
  for (const [name, make] of Object.entries(shortcodes)) eleventy.addShortcode(name, (...words) => String(make(...words)));
  return {
    dir: { input: 'pages', output: path.relative('.', output), includes: '_includes', data: '_data' },
    templateFormats: ['md', '11ty.js'],
    markdownTemplateEngine: 'liquid',
  };
}
