// The views of what the server does not keep of a profile: its call stacks, and what holds its objects. They are read from the
// file here.
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { flamePage } from './flamePage';
import { nameOf, profileFile } from './profile';
import { readReferences } from './references';
import { referencesPage } from './referencesPage';
import { readStacks } from './stacks';

const largest = 50_000_000; // bytes of a file, which is read into memory

export async function showFlameGraph(extension: vscode.Uri, drawn: string | undefined): Promise<void> {
  const file = await profileFile('Show Flame Graph', drawn);
  if (file === undefined) return;
  const stacks = readStacks(await textOf(file));
  const folder = vscode.Uri.joinPath(extension, 'dist');
  const panel = panelOf(`Flame graph of ${nameOf(file)}`, folder);
  panel.webview.html = flamePage(nameOf(file), stacks, {
    nonce: randomBytes(16).toString('hex'),
    script: panel.webview.asWebviewUri(vscode.Uri.joinPath(folder, 'flame.js')).toString(),
  });
}

export async function showReferences(extension: vscode.Uri, drawn: string | undefined): Promise<void> {
  const file = await profileFile('Show References', drawn);
  if (file === undefined) return;
  const references = readReferences(await textOf(file));
  const panel = panelOf(`References in ${nameOf(file)}`, vscode.Uri.joinPath(extension, 'dist'));
  panel.webview.html = referencesPage(nameOf(file), references, randomBytes(16).toString('hex'));
}

async function textOf(file: vscode.Uri): Promise<string> {
  const { size } = await vscode.workspace.fs.stat(file);
  if (size > largest) {
    throw new Error(`${nameOf(file)} has ${Math.round(size / 1e6)} MB: more than the ${largest / 1e6} MB that are drawn. `
      + 'Profile for a shorter time, or with fewer samples a second.');
  }
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}

let panel: vscode.WebviewPanel | undefined;

// One panel beside the editor, for what was asked for last. Scripts are those of `folder`.
function panelOf(title: string, folder: vscode.Uri): vscode.WebviewPanel {
  if (panel === undefined) {
    panel = vscode.window.createWebviewPanel('perfhint.profile', '', vscode.ViewColumn.Beside, {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: [folder],
    });
    panel.onDidDispose(() => (panel = undefined));
  }
  panel.title = title;
  panel.reveal(undefined, false);
  return panel;
}
