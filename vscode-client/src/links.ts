// Where links lead that the server's hovers and hints have: into this editor, which needs no network.
import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import { pageOf } from './documents';

const trusted = { enabledCommands: ['perfhint.explainRule', 'perfhint.showLayout'] };

type Knows = (command: string) => boolean; // the server does

export function linksTo(knows: Knows): Pick<Middleware, 'provideHover' | 'provideDiagnostics' | 'handleDiagnostics'> {
  const here = (diagnostics: vscode.Diagnostic[]) => {
    if (knows('perfhint.explain')) diagnostics.forEach(linkRule);
  };
  return {
    provideHover: async (document, position, token, next) => {
      const hover = await next(document, position, token);
      if (hover) hover.contents = hover.contents.map((content) => withOurLinks(content, document.uri, position, knows));
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

type Content = vscode.MarkdownString | vscode.MarkedString;

function withOurLinks(content: Content, uri: vscode.Uri, position: vscode.Position, knows: Knows): Content {
  if (!(content instanceof vscode.MarkdownString)) return content;
  const ours = new vscode.MarkdownString(content.value, content.supportThemeIcons);
  ours.isTrusted = trusted;
  if (knows('perfhint.explain')) {
    ours.value = ours.value.replaceAll(/\]\(https:[^)\s]*\/rules\/([a-z0-9-]+)\)/g, (_, rule: string) =>
      `](${linkOf('perfhint.explainRule', rule)})`);
  }
  if (knows('perfhint.layout') && ours.value.startsWith('**class ')) {
    const place = { line: position.line, character: position.character };
    ours.value += `\n\n[Show memory layout](${linkOf('perfhint.showLayout', uri.toString(), place)})`;
  }
  return ours;
}

function linkOf(command: string, ...args: unknown[]): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify(args))}`;
}
