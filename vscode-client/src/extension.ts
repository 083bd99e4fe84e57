// perfhint in VS Code: starts the server, keeps it in step with the settings, and says what to do when it cannot run.
import * as vscode from 'vscode';
import { findProgram } from './program';
import { Channels, Server } from './server';

// Read once, at its start: whether it offers the whole workspace's hints, too.
const settingsOfTheProcess = ['perfhint.path', 'perfhint.logLevel', 'perfhint.arguments', 'perfhint.workspaceDiagnostics'];

let running: Server | undefined;
let lastStep: Promise<void> = Promise.resolve(); // starts and stops follow one another

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const channels: Channels = {
    log: vscode.window.createOutputChannel('perfhint'),
    trace: vscode.window.createOutputChannel('perfhint trace'),
  };
  const status = vscode.languages.createLanguageStatusItem('perfhint', { language: 'python' });
  status.name = 'perfhint';
  status.command = { command: 'perfhint.showLog', title: 'Show Log' };

  const restart = () => inTurn(async () => {
    await stop();
    await start(context.extensionPath, channels, status);
  });
  context.subscriptions.push(
    channels.log,
    channels.trace,
    status,
    vscode.commands.registerCommand('perfhint.restart', restart),
    vscode.commands.registerCommand('perfhint.showLog', () => channels.log.show(true)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (settingsOfTheProcess.some((setting) => change.affectsConfiguration(setting))) void restart();
      else if (change.affectsConfiguration('perfhint')) void inTurn(async () => running?.tellSettings());
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

async function start(extensionFolder: string, channels: Channels, status: vscode.LanguageStatusItem): Promise<void> {
  const show = (words: string, severity: vscode.LanguageStatusSeverity, busy = false) => {
    Object.assign(status, { text: words, severity, busy });
  };
  const fail = (reason: string) => {
    channels.log.appendLine(reason);
    show('perfhint is not running', vscode.LanguageStatusSeverity.Error);
    void showWayOut(reason);
  };
  const program = findProgram({
    setting: vscode.workspace.getConfiguration('perfhint').get<string>('path', '').trim(),
    workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
    searchPath: process.env['PATH'] ?? '',
    extensionFolder,
  });
  if ('reason' in program) return fail(program.reason);

  channels.log.appendLine(`Starting ${program.path} (from ${program.from})`);
  show('perfhint is starting', vscode.LanguageStatusSeverity.Information, true);
  status.detail = program.path;
  const server = new Server(program.path, channels, () => fail('The server keeps ending, and was not started again.'));
  running = server;
  try {
    await server.start();
    show(`perfhint ${server.version ?? ''}`.trim(), vscode.LanguageStatusSeverity.Information);
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
}

async function stop(): Promise<void> {
  const server = running;
  running = undefined;
  await server?.stop();
}

async function showWayOut(reason: string): Promise<void> {
  const ways = { settings: 'Set perfhint.path', restart: 'Try Again', log: 'Show Log' };
  const chosen = await vscode.window.showErrorMessage(`perfhint: ${reason}`, ways.settings, ways.restart, ways.log);
  if (chosen === ways.settings) await vscode.commands.executeCommand('workbench.action.openSettings', 'perfhint.path');
  if (chosen === ways.restart) await vscode.commands.executeCommand('perfhint.restart');
  if (chosen === ways.log) await vscode.commands.executeCommand('perfhint.showLog');
}
