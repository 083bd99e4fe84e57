// The layout view: one panel beside the editor, which shows the class that was asked for last.
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { activePython } from './editor';
import type { ClassLayout } from './layout';
import { layoutPage } from './layoutPage';
import type { Server } from './server';

// As the protocol has it: both from 0, characters in UTF-16.
export interface Position {
  line: number;
  character: number;
}

let panel: vscode.WebviewPanel | undefined;

// Of the class at the place, or around it; without a place, at the cursor.
export async function showLayout(server: Server, uri?: string, position?: Position): Promise<void> {
  const place = uri !== undefined && position !== undefined
    ? { textDocument: { uri }, position } : placeOfCursor(server);
  const layout = await server.ask<ClassLayout | null>('perfhint.layout', place);
  if (layout === null) throw new Error('There is no class here.');
  show(layout);
}

function placeOfCursor(server: Server): { textDocument: { uri: string }; position: Position } {
  const { document, selection: { active } } = activePython();
  return { textDocument: { uri: server.asUri(document.uri) }, position: { line: active.line, character: active.character } };
}

function show(layout: ClassLayout): void {
  if (panel === undefined) {
    panel = vscode.window.createWebviewPanel('perfhint.layout', '', vscode.ViewColumn.Beside, {
      enableScripts: false,
      enableFindWidget: true,
      localResourceRoots: [],
    });
    panel.onDidDispose(() => (panel = undefined));
  }
  panel.title = `Layout of ${layout.name}`;
  panel.webview.html = layoutPage(layout, randomBytes(16).toString('hex'));
  panel.reveal(undefined, false);
}
