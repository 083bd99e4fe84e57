// perfhint in VS Code: has a server run, keeps it in step with the settings, and offers what it can do as commands.
import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { Documents } from './documents';
import { pageText } from './explain';
import { HeatView } from './heatView';
import { onDidChangeInterpreter } from './interpreter';
import { openProfileAgain } from './profile';
import type { Channels } from './server';
import { readSettingsOf } from './settings';
import { Status } from './status';
import { Supervisor } from './supervisor';
import { showWayOut } from './wayOut';

// Read once, at its start: whether it offers the whole workspace's hints, too.
const settingsOfTheProcess =
  ['path', 'importStrategy', 'logLevel', 'arguments', 'workspaceDiagnostics'].map((key) => `perfhint.${key}`);

// What the server may put behind its lenses, and into the menu of fixes.
const clientCommands = ['perfhint.showLayout', 'perfhint.explainRule'];

let supervisor: Supervisor | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  readSettingsOf(context.extension.packageJSON as Parameters<typeof readSettingsOf>[0]);
  const channels: Channels = {
    log: vscode.window.createOutputChannel('perfhint', { log: true }),
    trace: vscode.window.createOutputChannel('perfhint trace', { log: true }),
  };
  const heat = new HeatView();
  const ours = new Supervisor(context.extensionPath, channels, clientCommands, heat);
  supervisor = ours;
  const documents = new Documents(async (rule) => pageText(ours.running, rule), async (uri) => ours.running.contentOf(uri));
  context.subscriptions.push(
    channels.log,
    channels.trace,
    documents.register(),
    new Status(ours).register(),
    heat.register(),
    registerCommands({ supervisor: ours, documents, heat, channels, extension: context.extension }),
    ours.onDidChange((state) => state.kind === 'failed' && void showWayOut(ours, state.reason)),
    ours.onDidChange((state) => state.kind === 'running' && void openProfileAgain(state.server)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (settingsOfTheProcess.some((setting) => change.affectsConfiguration(setting))) void ours.restart();
      else if (change.affectsConfiguration('perfhint')) void ours.tellSettings();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void ours.restart()),
  );
  await ours.restart();
  context.subscriptions.push(await onDidChangeInterpreter(() => void ours.restart()));
}

export async function deactivate(): Promise<void> {
  await supervisor?.stop();
}
