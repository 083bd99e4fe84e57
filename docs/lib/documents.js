// The project's own texts: sections of the README and its like, and where their links lead on the site.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './perfhint.js';

// Texts that are pages of the site.
const pages = {
  'README.md': '/index.html',
  'SECURITY.md': '/security.html',
  'editors/README.md': '/other-editors.html',
  'vscode-client/README.md': '/vscode.html',
};

// Other files that a text links to are copied to the site: {file in the repository: its address}.
export const linked = new Map();

// Where a link of a text leads: `href` as written there, `from` the file that it stands in.
export function addressOf(href, from = 'README.md') {
  if (/^([a-z]+:|#|\/)/.test(href)) return href;
  const [file, anchor] = path.posix.join(path.posix.dirname(from), href).split('#');
  const hash = anchor ? `#${anchor}` : '';
  const rule = /^analysis\/rules\/(\w+)\.md$/.exec(file);
  if (rule) return `/rules/${rule[1].replaceAll('_', '-')}.html${hash}`;
  if (pages[file]) return pages[file] + hash;
  if (!fs.statSync(root + file, { throwIfNoEntry: false })?.isFile()) throw new Error(`${from} links to ${href}, which is no file`);
  const address = `/files/${file}${path.extname(file) ? '' : '.txt'}`;
  linked.set(file, address);
  return address;
}

export const read = (file) => fs.readFileSync(root + file, 'utf8');

// What stands between a heading of the second level and the next one.
export function section(file, heading) {
  const parts = read(file).split(/^## /m);
  const found = parts.find((part) => part.startsWith(`${heading}\n`));
  if (!found) throw new Error(`${file} has no section "${heading}"`);
  return found.slice(heading.length).trim();
}

// What stands between a file's title and its first section.
export const opening = (file) => read(file).split(/^## /m)[0].replace(/^# .*$/m, '').trim();

// The text without what stands between the marks of a generated table.
export const withoutTable = (text, name) =>
  text.replace(new RegExp(`<!-- ${name}:[^]*?<!-- /${name} -->`), '').trim();
