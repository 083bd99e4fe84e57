// Where the server's links to a rule's page lead: to the page in this editor, which needs no network.
import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import { pageOf } from './documents';

const trusted = { enabledCommands: ['perfhint.explainRule'] };

type Knows = (command: string) => boolean;

export function linksTo(knows: Knows): Pick<Middleware, 'provideHover' | 'provideDiagnostics' | 'handleDiagnostics'> {
  const here = (diagnostics: vscode.Diagnostic[]) => {
    if (knows('perfhint.explain')) diagnostics.forEach(linkRule);
  };
  return {
    provideHover: async (document, position, token, next) => {
      const hover = await next(document, position, token);
      if (hover && knows('perfhint.explain')) hover.contents = hover.contents.map(withOurLinks);
      return hover;
    },
    provideDiagnostics: async (document, previous, token, next) => {
      const report = await next(document, previous, token);
      if (report && 'items' in report) here(report.items);
      return report;
    },
    handleDiagnostics: (uri, diagnostics, next) => {
      here(diagnostics);
      next(uri, diagnostics);
    },
  };
}

// A command would be nearer, but a diagnostic's link may not be one.
function linkRule(diagnostic: vscode.Diagnostic): void {
  const { code } = diagnostic;
  if (typeof code === 'object') diagnostic.code = { value: code.value, target: pageOf(String(code.value)) };
}

function withOurLinks(content: vscode.MarkdownString | vscode.MarkedString): vscode.MarkdownString | vscode.MarkedString {
  if (!(content instanceof vscode.MarkdownString)) return content;
  const text = content.value.replaceAll(/\]\(https:[^)\s]*\/rules\/([a-z0-9-]+)\)/g, (_, rule: string) => `](${commandLink(rule)})`);
  const ours = new vscode.MarkdownString(text, content.supportThemeIcons);
  ours.isTrusted = trusted;
  return ours;
}

function commandLink(rule: string): string {
  return `command:perfhint.explainRule?${encodeURIComponent(JSON.stringify([rule]))}`;
}
