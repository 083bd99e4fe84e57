// What perfhint tells through VS Code's interface. The tests follow one another in one workspace.
'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');

const at = (line, character) => new vscode.Position(line, character);
const configuration = () => vscode.workspace.getConfiguration('perfhint');
const set = (key, value) => configuration().update(key, value, vscode.ConfigurationTarget.Workspace);
const whole = (document) => new vscode.Range(at(0, 0), at(document.lineCount, 0));

async function until(what, ask) {
  for (let tries = 0; tries < 150; tries++) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`not in time: ${what}`);
}

// While other extensions start and register providers, VS Code cancels such requests: they are asked again.
const provided = (command, ...args) => until(command, () =>
  vscode.commands.executeCommand(command, ...args).then(undefined, (error) => {
    if (!/Cancel/.test(String(error))) throw error;
  }));

// The client answers with nothing, too, when such a request is overtaken.
const someProvided = (command, ...args) => until(`an answer of ${command}`, async () => {
  const answers = await provided(command, ...args);
  return answers.length > 0 && answers;
});

async function open(name) {
  const [folder] = vscode.workspace.workspaceFolders;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name));
  await vscode.window.showTextDocument(document);
  return document;
}

const hintsOf = (document) => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'perfhint');
const hints = (document) => until('hints', () => hintsOf(document).length > 0 && hintsOf(document));
const debugInformation = () => vscode.commands.executeCommand('perfhint.printDebugInformation');
const tab = (label) => until(`the tab ${label}`, () => vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes(label));

let document;

module.exports = {
  'it is active with a Python file': async () => {
    document = await open('orders.py');
    const extension = vscode.extensions.getExtension('perfhint.perfhint');
    await until('the extension is active', () => extension.isActive);
    await hints(document);
  },

  'hints have a rule, a severity, and a link that needs no network': async () => {
    const told = (await hints(document)).map(({ code, severity }) => [code.value, severity, code.target.scheme]);
    assert.deepEqual(told.sort(), [
      ['list-membership-in-loop', vscode.DiagnosticSeverity.Information, 'perfhint'],
      ['materialized-arg-any-all', vscode.DiagnosticSeverity.Hint, 'perfhint'],
    ]);
  },

  'the link of a hint has its rule\'s page': async () => {
    for (const { code } of await hints(document)) {
      const page = await vscode.workspace.openTextDocument(code.target);
      assert.equal(page.lineAt(0).text, `# ${code.value}`);
      assert.equal(page.languageId, 'markdown');
    }
  },

  'what "safe" means has a page': async () => {
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse('perfhint:/rules/fix-safety.md'));
    assert.match(page.getText(), /^# How fixes are judged safe\n\n.+/);
  },

  'a page that does not exist says so': async () => {
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse('perfhint:/rules/no-such-rule.md'));
    assert.match(page.getText(), /^# no-such-rule\n\n.+/);
  },

  'a hover tells bytes, and its links are commands of ours': async () => {
    const texts = async (position) => (await someProvided('vscode.executeHoverProvider', document.uri, position))
      .flatMap(({ contents }) => contents.map((content) => content.value ?? content)).join('\n');
    assert.match(await texts(at(0, 7)), /88 B an instance[^]*\(command:perfhint\.showLayout\?/);
    const ofHint = await texts(at(11, 15));
    assert.match(ofHint, /\(command:perfhint\.explainRule\?/);
    assert.doesNotMatch(ofHint, /\]\(https:/);
  },

  'the safe fix is the preferred one, and ignoring is offered': async () => {
    const place = new vscode.Range(at(11, 15), at(11, 15));
    const actions = await someProvided('vscode.executeCodeActionProvider', document.uri, place, 'quickfix');
    const preferred = actions.filter(({ isPreferred }) => isPreferred).map(({ title }) => title);
    assert.deepEqual(preferred, ['Drop the brackets']);
    assert.ok(actions.some(({ title }) => title === 'materialized-arg-any-all: ignore on this line'));
  },

  'what is not set is not sent': async () => {
    const { documents: [{ settings }] } = await debugInformation();
    assert.equal(settings['python-version'].value, '3.12');
    const { origin: editor } = settings['python-version'];
    for (const [key, { origin }] of Object.entries(settings)) {
      if (!/^(python-version|oldest-python)$/.test(key)) assert.notEqual(origin, editor, key); // the latter follows the former
    }
  },

  'a setting in a table reaches the server': async () => {
    await set('inlayHints.sizes', 'all');
    const sizes = await someProvided('vscode.executeInlayHintProvider', document.uri, whole(document));
    assert.ok(sizes.some(({ position, label }) => position.line === 7 && label.includes('88 B')));
    await set('inlayHints.sizes', undefined);
    await until('no sizes', async () =>
      (await provided('vscode.executeInlayHintProvider', document.uri, whole(document))).length === 0);
  },

  'a lens of a class leads to the layout view': async () => {
    await set('codeLens.classes', true);
    const [lens] = await someProvided('vscode.executeCodeLensProvider', document.uri, 10);
    assert.match(lens.command.title, /88 B\/instance/);
    assert.equal(lens.command.command, 'perfhint.showLayout');
    await vscode.commands.executeCommand(lens.command.command, ...lens.command.arguments);
    await tab('Layout of Order');
    await set('codeLens.classes', undefined);
  },

  'a setting of an ignored rule takes its hint away': async () => {
    await set('ignore', ['list-membership-in-loop']);
    await until('one hint', () => hintsOf(document).length === 1);
    await set('ignore', undefined);
    await until('two hints', () => hintsOf(document).length === 2);
  },

  'toggles go through their values': async () => {
    for (const expected of ['large', 'all', 'off']) {
      await vscode.commands.executeCommand('perfhint.toggleSizes');
      assert.equal(configuration().get('inlayHints.sizes'), expected);
    }
    for (const expected of [true, false]) {
      await vscode.commands.executeCommand('perfhint.toggleLenses');
      assert.equal(configuration().get('codeLens.classes'), expected);
    }
  },

  'all safe fixes are one command': async () => {
    await open('orders.py');
    await vscode.commands.executeCommand('perfhint.fixAllInFile');
    await until('the fix', () => document.lineAt(11).text === '    return any(r < 0 for r in rows)');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.lineAt(11).text, '    return any([r < 0 for r in rows])');
  },

  'a profile leads through its hot lines, until it is cleared': async () => {
    const [folder] = vscode.workspace.workspaceFolders;
    const { fsPath } = document.uri;
    require('node:fs').utimesSync(fsPath, new Date(2020, 1), new Date(2020, 1)); // older than the run
    await vscode.commands.executeCommand('perfhint.openProfile', vscode.Uri.joinPath(folder.uri, 'run.speedscope.json'));
    const editor = vscode.window.activeTextEditor;
    const next = async (command) => {
      await vscode.commands.executeCommand(command);
      return editor.selection.active.line;
    };
    editor.selection = new vscode.Selection(at(16, 0), at(16, 0));
    await until('the hottest line', async () => (await next('perfhint.nextHotLine')) === 17);
    assert.equal(await next('perfhint.nextHotLine'), 18);
    assert.equal(await next('perfhint.previousHotLine'), 17);
    await vscode.commands.executeCommand('perfhint.closeProfile');
    await until('no hot line', async () => (await next('perfhint.nextHotLine')) === (await next('perfhint.previousHotLine')));
  },

  'the effective configuration is a page': async () => {
    await open('orders.py');
    await vscode.commands.executeCommand('perfhint.showSettings');
    await tab('Settings of orders.py');
  },

  'debug information names the program, and has no code': async () => {
    await vscode.commands.executeCommand('perfhint.showDebugInformation');
    await tab('perfhint debug information.json');
    const text = vscode.window.activeTextEditor.document.getText();
    const { state, program, server } = JSON.parse(text);
    assert.equal(state, 'running');
    assert.equal(program.from, 'perfhint.path');
    assert.ok(server.documents.some(({ uri }) => uri.endsWith('orders.py')));
    assert.doesNotMatch(text, /has_bad|stop\.txt/);
  },

  'a restart is another process': async () => {
    const { process: before } = await debugInformation();
    await vscode.commands.executeCommand('perfhint.restart');
    assert.notEqual((await debugInformation()).process, before);
  },

  'a file that is not saved yet has hints': async () => {
    const content = 'late = all([r > 9 for r in range(1000)])\n';
    const unsaved = await vscode.workspace.openTextDocument({ language: 'python', content });
    await vscode.window.showTextDocument(unsaved);
    assert.deepEqual((await hints(unsaved)).map(({ code }) => code.value), ['materialized-arg-any-all']);
  },

  'the cells of a notebook are one module': async () => {
    const [folder] = vscode.workspace.workspaceFolders;
    const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.joinPath(folder.uri, 'cells.ipynb'));
    await vscode.window.showNotebookDocument(notebook);
    const [first, second] = notebook.getCells().map((cell) => cell.document);
    assert.deepEqual((await hints(second)).map(({ code }) => code.value), ['materialized-arg-any-all']);
    assert.equal(hintsOf(first).length, 0);
  },
};
