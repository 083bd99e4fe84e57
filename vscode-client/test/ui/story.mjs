// A story that is told at one workbench, step by step: opened before the first step, closed after the last.
//   PERFHINT_BINARY       the server to package (default: ../build/release/perfhint)
//   PERFHINT_SCREENSHOTS  a folder for pictures of every step
//   PERFHINT_MESSAGES     a file for the messages between VS Code and the server
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createVSIX } from '@vscode/vsce';
import { openWorkbench } from './workbench.mjs';

const client = path.resolve(import.meta.dirname, '../..');
export const binary = path.resolve(process.env.PERFHINT_BINARY ?? path.join(client, '../build/release/perfhint'));
const pictures = process.env.PERFHINT_SCREENSHOTS;
const messages = process.env.PERFHINT_MESSAGES;

export async function until(what, holds) {
  for (let tries = 0; tries < 150; tries++, await pause(200)) if (await holds()) return;
  assert.fail(`not within half a minute: ${what}`);
}

// Call once in a file. What a workbench is opened with: openWorkbench. `beside`: folders of extensions that are installed, too.
// `workbench` and `page` are there once it is open.
export function openStory({ name, file = 'orders.py', settings = {}, beside = [], ...options }) {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'perfhint-story-'));
  const logged = messages && { 'perfhint.arguments': ['--log-messages', path.resolve(messages)] };
  const story = { scratch, settings: { ...settings, ...logged } };
  before(async () => {
    if (pictures) fs.mkdirSync(pictures, { recursive: true });
    const vsix = path.join(scratch, 'perfhint.vsix');
    execFileSync(process.execPath, ['scripts/package.mjs', '--binary', binary, '--out', vsix], { cwd: client, stdio: 'pipe' });
    const others = beside.map((_, i) => path.join(scratch, `${i}.vsix`));
    for (const [i, cwd] of beside.entries()) {
      await createVSIX({ cwd, packagePath: others[i], allowMissingRepository: true, skipLicense: true });
    }
    story.workbench = await openWorkbench({ vsixes: [vsix, ...others], folder: path.join(client, 'test/workspace'), file,
      settings: story.settings, ...options });
    story.page = story.workbench.page;
  }, { timeout: 180_000 });
  after(async () => {
    await story.workbench?.close();
    fs.rmSync(scratch, { recursive: true, force: true });
  }, { timeout: 30_000 });
  return Object.assign(story, stepsOf(story, name), sightsOf(story));
}

// Later steps build on what earlier ones did. A failure leaves a picture.
function stepsOf(story, name) {
  let steps = 0;
  return {
    step(title, act) {
      const file = `${name}-${++steps}-${title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.png`;
      test(title, { timeout: 90_000 }, async () => {
        try {
          await act();
        } catch (error) {
          const failed = path.join(pictures ?? os.tmpdir(), `failed-${file}`);
          await story.page.screenshot({ path: failed });
          console.error(`picture of the failure: ${failed}`);
          throw error;
        }
        if (pictures) await story.page.screenshot({ path: path.join(pictures, file) });
      });
    },
    lastStep() {
      this.step('Nothing was asked of another machine', () => assert.deepEqual(story.workbench.outside, []));
    },
  };
}

// What is seen, and where the pointer goes.
function sightsOf(story) {
  const at = (selector, options) => story.page.locator(selector, options);
  return {
    dots: () => at('.editor-instance .squiggly-hint'),
    blueLine: () => at('.editor-instance .squiggly-info').first(),
    hover: (text) => at('.monaco-hover:not(.hidden)', { hasText: text }).first(),
    message: (text) => at('.notification-toast', { hasText: text }),
    messages: () => at('.notification-toast').count(),
    statusItem: (text) => at('.statusbar-item', { hasText: text }).first(),
    saved: () => fs.readFileSync(path.join(story.workbench.folder, 'orders.py'), 'utf8'),

    // The document of a webview that is shown: a Markdown preview, or a view of ours.
    webview: () => story.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame'),

    // The editor asks for a hover when the mouse moves, not where it appears; and the hover before must not be taken for it.
    async pointAt(text, part) {
      await story.page.keyboard.press('Escape');
      const { x, y } = await story.workbench.point(text, part);
      await story.page.mouse.move(1, 1);
      await at('.monaco-hover:not(.hidden)').first().waitFor({ state: 'hidden' });
      await story.page.mouse.move(x, y, { steps: 3 });
    },

    // By quick open, whatever is in front.
    async openFile(name) {
      await story.page.keyboard.press('Control+P');
      await story.page.locator('.quick-input-widget input.input').fill(name);
      await at('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
      await story.page.keyboard.press('Enter');
      await at('.tab.active', { hasText: name }).first().waitFor();
    },

    async clickAt(text, part) {
      await story.page.keyboard.press('Escape');
      const { x, y } = await story.workbench.point(text, part);
      await story.page.mouse.click(x, y);
    },

    // The processes of the packaged server.
    servers() {
      const packaged = path.join(story.workbench.extensions, 'perfhint.perfhint-');
      return fs.readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)).filter((id) => {
        let command = '';
        try { command = fs.readFileSync(`/proc/${id}/cmdline`, 'utf8'); } catch { /* it has just ended */ }
        return command.includes(packaged) && command.includes('\0lsp\0');
      }).map(Number);
    },
  };
}
