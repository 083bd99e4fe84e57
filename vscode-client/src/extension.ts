// perfhint in VS Code: starts the server, keeps it in step with the settings, and says what to do when it cannot run.
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/node';
import { createClient, tellSettings } from './client';
import { findProgram } from './program';

const settingsOfTheProcess = ['perfhint.path', 'perfhint.logLevel', 'perfhint.arguments']; // read once, at its start

let running: LanguageClient | undefined;
let lastStep: Promise<void> = Promise.resolve(); // starts and stops follow one another

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('perfhint');
  const trace = vscode.window.createOutputChannel('perfhint trace');
  const state = vscode.languages.createLanguageStatusItem('perfhint', { language: 'python' });
  state.name = 'perfhint';
  state.command = { command: 'perfhint.showLog', title: 'Show Log' };

  const restart = () => inTurn(async () => {
    await stop();
    await start(context, log, trace, state);
  });
  context.subscriptions.push(
    log,
    trace,
    state,
    vscode.commands.registerCommand('perfhint.restart', restart),
    vscode.commands.registerCommand('perfhint.showLog', () => log.show(true)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (settingsOfTheProcess.some((setting) => change.affectsConfiguration(setting))) void restart();
      else if (change.affectsConfiguration('perfhint')) void inTurn(async () => void (running && (await tellSettings(running))));
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      if (vscode.workspace.getConfiguration('perfhint').get('path')) void restart();
    }),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await inTurn(stop);
}

function inTurn(step: () => Promise<void>): Promise<void> {
  lastStep = lastStep.then(step, step);
  return lastStep;
}

async function start(
  context: vscode.ExtensionContext,
  log: vscode.OutputChannel,
  trace: vscode.OutputChannel,
  state: vscode.LanguageStatusItem,
): Promise<void> {
  const fail = (reason: string) => {
    log.appendLine(reason);
    state.busy = false;
    state.text = 'perfhint is not running';
    state.severity = vscode.LanguageStatusSeverity.Error;
    void showWayOut(reason);
  };
  const program = findProgram({
    setting: vscode.workspace.getConfiguration('perfhint').get<string>('path', '').trim(),
    workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
    searchPath: process.env['PATH'] ?? '',
    extensionFolder: context.extensionPath,
  });
  if ('reason' in program) return fail(program.reason);

  log.appendLine(`Starting ${program.path} (from ${program.from})`);
  state.text = 'perfhint is starting';
  state.severity = vscode.LanguageStatusSeverity.Information;
  state.busy = true;
  const client = createClient({
    program: program.path, log, trace,
    onGivenUp: () => fail('The perfhint server ended five times within three minutes.'),
  });
  running = client;
  try {
    await client.start();
    state.text = `perfhint ${client.initializeResult?.serverInfo?.version ?? ''}`.trim();
    state.detail = program.path;
    state.busy = false;
  } catch (error) {
    fail(`${program.path} does not work as a server: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function stop(): Promise<void> {
  const client = running;
  running = undefined;
  // A client that never came up has nothing to stop, and would throw.
  if (client?.needsStop()) await client.stop().catch(() => undefined);
  await client?.dispose().catch(() => undefined);
}

async function showWayOut(reason: string): Promise<void> {
  const ways = { settings: 'Set perfhint.path', restart: 'Try Again', log: 'Show Log' };
  const chosen = await vscode.window.showErrorMessage(`perfhint: ${reason}`, ways.settings, ways.restart, ways.log);
  if (chosen === ways.settings) await vscode.commands.executeCommand('workbench.action.openSettings', 'perfhint.path');
  if (chosen === ways.restart) await vscode.commands.executeCommand('perfhint.restart');
  if (chosen === ways.log) await vscode.commands.executeCommand('perfhint.showLog');
}
