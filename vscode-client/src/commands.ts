// The commands of the palette: one line each, and below what takes more than a line.
import * as vscode from 'vscode';
import type { Documents } from './documents';
import { activePython } from './editor';
import { explainRule } from './explain';
import type { HeatView } from './heatView';
import { Position, showLayout } from './layoutView';
import { closeProfile, openProfile, runAndProfile } from './profile';
import { showFlameGraph, showReferences } from './profileViews';
import { reasonOf } from './reason';
import type { Channels, Server } from './server';
import { targetOf } from './settings';
import type { Supervisor } from './supervisor';

export interface Parts {
  supervisor: Supervisor;
  documents: Documents;
  heat: HeatView;
  channels: Channels;
  extension: vscode.Extension<unknown>;
}

export function registerCommands({ supervisor, documents, heat, channels, extension }: Parts): vscode.Disposable {
  const commands: Record<string, (...args: never[]) => unknown> = {
    restart: () => supervisor.restart(),
    showLog: () => channels.log.show(true),
    explainRule: (rule?: unknown) => explainRule(rule),
    fixAllInFile: () => fixAll(supervisor.running),
    toggleSizes: () => turn('inlayHints.sizes', ['off', 'large', 'all']),
    toggleLenses: () => turn('codeLens.classes', [false, true]),
    showSettings: () => showSettings(supervisor.running, documents),
    showDebugInformation: () => showDebugInformation(supervisor, documents, extension),
    showLayout: (uri?: string, position?: Position) => showLayout(supervisor.running, uri, position),
    openProfile: (uri?: vscode.Uri) => openProfile(supervisor.running, uri),
    profileFile: () => runAndProfile(supervisor.running, activePython().document),
    closeProfile: () => closeProfile(supervisor.running, heat),
    nextHotLine: () => heat.reveal(activePython(), 'next'),
    previousHotLine: () => heat.reveal(activePython(), 'previous'),
    showFlameGraph: () => showFlameGraph(extension.extensionUri, heat.profile),
    showReferences: () => showReferences(extension.extensionUri, heat.profile),
  };
  return vscode.Disposable.from(...Object.entries(commands).map(([name, act]) =>
    vscode.commands.registerCommand(`perfhint.${name}`, (...args: never[]) => told(() => act(...args)))));
}

// What cannot be done is told, with the words of the part that could not.
async function told(act: () => unknown): Promise<void> {
  try {
    await act();
  } catch (error) {
    void vscode.window.showErrorMessage(`perfhint: ${reasonOf(error)}`);
  }
}

async function fixAll(server: Server): Promise<void> {
  const argument = { textDocument: { uri: server.asUri(activePython().document.uri) } };
  const { applied } = await server.ask<{ applied: boolean }>('perfhint.fixAll', argument);
  if (!applied) void vscode.window.showInformationMessage('perfhint: There is no safe fix to apply in this file.');
}

// To the next value, and after the last to the first.
async function turn(key: string, values: unknown[]): Promise<void> {
  const ours = vscode.workspace.getConfiguration('perfhint');
  const next = values[(values.indexOf(ours.get(key)) + 1) % values.length];
  await ours.update(key, next, targetOf(key));
  vscode.window.setStatusBarMessage(`perfhint.${key}: ${String(next)}`, 3000);
}

// Under a title of our own: the server knows no workspace folders by name.
async function showSettings(server: Server, documents: Documents): Promise<void> {
  const { uri } = activePython().document;
  const argument = { textDocument: { uri: server.asUri(uri) } };
  const { markdown } = await server.ask<{ markdown: string }>('perfhint.effectiveSettings', argument);
  const file = vscode.workspace.asRelativePath(uri);
  const name = file.split('/').pop() ?? file;
  await documents.showPreview(`Settings of ${name}.md`, `# Settings of ${file}\n\n${markdown.replace(/^# .*\n+/, '')}`);
}

// For a report of a problem: no code, and no text of any file.
async function showDebugInformation(
  supervisor: Supervisor, documents: Documents, extension: vscode.Extension<unknown>,
): Promise<void> {
  const { state } = supervisor;
  const { version } = extension.packageJSON as { version: string };
  const server = state.kind === 'running'
    ? await state.server.ask<unknown>('perfhint.printDebugInformation', {}).catch(String) : undefined;
  const report = {
    editor: `${vscode.env.appName} ${vscode.version}`,
    extension: version,
    platform: `${process.platform}-${process.arch}`,
    trusted: vscode.workspace.isTrusted,
    state: state.kind,
    reason: state.kind === 'failed' ? state.reason : undefined,
    program: state.program,
    server,
  };
  await documents.show('perfhint debug information.json', JSON.stringify(report, null, 2) + '\n');
}
