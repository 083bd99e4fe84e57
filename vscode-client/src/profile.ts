// The profile that is loaded: chosen by the user, read by the server.
import * as vscode from 'vscode';
import type { HeatDrawer, Server } from './server';

// Of the last one that was loaded here: the server tells only its name.
let loaded: vscode.Uri | undefined;

// Without a `uri` the user is asked.
export async function openProfile(server: Server, uri?: vscode.Uri): Promise<void> {
  const file = uri ?? (await pickProfile('Load Profile'));
  if (file === undefined) return;
  const title = `perfhint: reading ${vscode.workspace.asRelativePath(file)}`;
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
    server.ask('perfhint.loadProfile', { uri: server.asUri(file) }));
  loaded = file;
}

const kinds = [
  { label: 'Time by function', measure: 'time', description: 'by cProfile' },
  { label: 'Time by line', measure: 'lines', description: 'the run takes longer' },
  { label: 'Memory by line', measure: 'memory', description: 'the run takes longer' },
];

// The server asks before it runs the file, and writes what was measured into the workspace's folder.
export async function runAndProfile(server: Server, document: vscode.TextDocument): Promise<void> {
  const chosen = await vscode.window.showQuickPick(kinds, { title: 'perfhint: run this file and measure' });
  if (chosen === undefined || !(await document.save())) return;
  const uri = server.asUri(document.uri);
  const measured = await server.ask<{ profile?: string }>('perfhint.profile', { uri, kind: chosen.measure });
  if (measured.profile === undefined) return; // not allowed, or cancelled
  const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri ?? vscode.Uri.joinPath(document.uri, '..');
  loaded = vscode.Uri.joinPath(folder, measured.profile);
}

// A server that is started anew knows of no profile. One that cannot be read any more is not missed.
export async function openProfileAgain(server: Server): Promise<void> {
  if (loaded !== undefined) await openProfile(server, loaded).catch(() => undefined);
}

// The server tells it of open documents only: there may be none.
export async function closeProfile(server: Server, heat: HeatDrawer): Promise<void> {
  loaded = undefined;
  await server.ask('perfhint.clearProfile');
  heat.clear();
}

// The file of the profile that is `drawn`, by its name; one that the server has found itself the user must name.
export async function profileFile(title: string, drawn: string | undefined): Promise<vscode.Uri | undefined> {
  return loaded !== undefined && (drawn === undefined || drawn === nameOf(loaded)) ? loaded : pickProfile(title);
}

export function nameOf({ path }: vscode.Uri): string {
  return path.split('/').pop() ?? path;
}

async function pickProfile(title: string): Promise<vscode.Uri | undefined> {
  const defaultUri = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showOpenDialog({ title, openLabel: 'Open', ...(defaultUri && { defaultUri }) });
  return chosen?.[0];
}
