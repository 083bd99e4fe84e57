// The built site in a browser, opened from the disk. Whatever a page says on the console, or asks of others, is kept.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export const root = path.resolve(import.meta.dirname, '../..');
export const folder = process.env.PERFHINT_DOCS;
export const program = process.env.PERFHINT_BINARY;
const { chromium } = createRequire(path.join(root, 'vscode-client/'))('playwright-core');

export const read = (file) => fs.readFileSync(path.join(root, file), 'utf8');
export const address = (page) => pathToFileURL(path.join(folder, page)).href;

// Every page, as its path in the site.
export const pages = fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.html')).sort();
// One of each kind: all but the rules' pages, and of those one with much to show and others that lack something.
export const kinds = [...pages.filter((name) => !name.startsWith('rules/') || name === 'rules/index.html'),
  'rules/list-membership-in-loop.html', 'rules/loop-invariant-call.html', 'rules/busy-wait.html', 'rules/df-iterrows.html'];

export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],  // root in a container has no sandbox to offer
});

// A page of the browser with `complaints`: what it logged, threw, failed to load, or loaded from elsewhere.
export async function open(options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => complaints.push(`${page.url()}: ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('requestfailed', (request) => {
    const why = request.failure().errorText;  // going on to the next page ends what is still loading
    if (why !== 'net::ERR_ABORTED') complaints.push(`${page.url()}: ${why}: ${request.url()}`);
  });
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) complaints.push(`${page.url()}: asks for ${request.url()}`);
  });
  return { page, complaints, close: () => context.close() };
}
