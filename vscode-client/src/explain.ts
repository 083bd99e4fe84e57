// A rule's page, in a Markdown preview: of the rule that is named, of the hint at the cursor, or of one that is picked.
import * as vscode from 'vscode';
import { pageOf } from './documents';
import type { Server } from './server';

export async function explainRule(named: unknown): Promise<void> {
  const rule = typeof named === 'string' ? named : ruleAtCursor() ?? (await pickRule());
  if (rule !== undefined) await vscode.commands.executeCommand('markdown.showPreview', pageOf(rule));
}

// As Markdown.
export async function pageText(server: Server, rule: string): Promise<string> {
  return (await server.ask<{ markdown: string }>('perfhint.explain', rule)).markdown;
}

function ruleAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const hint = vscode.languages.getDiagnostics(editor.document.uri)
    .find(({ source, range }) => source === 'perfhint' && range.contains(editor.selection.active));
  return hint && String(typeof hint.code === 'object' ? hint.code.value : hint.code);
}

// The names and summaries that the setting `ignore` offers are those of all rules.
async function pickRule(): Promise<string | undefined> {
  const manifest = vscode.extensions.getExtension('perfhint.perfhint')?.packageJSON as Manifest | undefined;
  const rules = manifest?.contributes.configuration.properties['perfhint.ignore']?.items;
  const picks = rules?.enum.map((label, i) => ({ label, detail: rules.enumDescriptions[i] ?? '' })) ?? [];
  return (await vscode.window.showQuickPick(picks, { placeHolder: 'The rule to explain', matchOnDetail: true }))?.label;
}

interface Manifest {
  contributes: { configuration: { properties: Record<string, { items?: { enum: string[]; enumDescriptions: string[] } }> } };
}
