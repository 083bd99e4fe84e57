// The item in the status bar: whether the server runs, and the CPython whose times and sizes it tells of the file shown.
import * as vscode from 'vscode';
import type { Server } from './server';
import type { State, Supervisor } from './supervisor';

export class Status {
  private readonly item = vscode.window.createStatusBarItem('perfhint.status', vscode.StatusBarAlignment.Right, 90);

  constructor(private readonly supervisor: Supervisor) {
    this.item.name = 'perfhint';
    this.item.command = { command: 'workbench.action.quickOpen', arguments: ['>perfhint: '], title: 'Commands of perfhint' };
  }

  register(): vscode.Disposable {
    const refresh = () => void this.refresh();
    return vscode.Disposable.from(
      this.item,
      this.supervisor.onDidChange(refresh),
      vscode.window.onDidChangeActiveTextEditor(refresh),
      vscode.window.onDidChangeVisibleTextEditors(refresh),
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('perfhint') && refresh()),
      // A project says its Python in files, too; and the server reads them when they are saved.
      vscode.workspace.onDidSaveTextDocument(({ languageId }) => languageId !== 'python' && refresh()),
    );
  }

  async refresh(): Promise<void> {
    const { state } = this.supervisor;
    const document = shownPython();
    this.draw(state);
    if (document !== undefined || state.kind === 'failed') this.item.show();
    else this.item.hide();
    if (state.kind !== 'running' || document === undefined) return;
    const python = await pythonOf(state.server, document.uri).catch(() => undefined);
    // By now another file may be shown, or another server run.
    if (this.supervisor.state === state && shownPython() === document) this.draw(state, python);
  }

  private draw(state: State, python?: Python): void {
    const { text, told } = wordsOf(state, python);
    this.item.text = text;
    this.item.accessibilityInformation = { label: told.join(', ') };
    this.item.tooltip = tooltipOf(told);
    this.item.backgroundColor =
      state.kind === 'failed' ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
  }
}

// In the active editor, else in one beside it, as beside the layout view.
function shownPython(): vscode.TextDocument | undefined {
  const editors = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors];
  return editors.find((editor) => editor?.document.languageId === 'python')?.document;
}

interface Python {
  version: string;
  from: string; // who says so
}

// The line of the effective settings that tells it: python-version = "3.13"  # default
async function pythonOf(server: Server, uri: vscode.Uri): Promise<Python | undefined> {
  if (!server.knows('perfhint.effectiveSettings')) return undefined;
  const argument = { textDocument: { uri: server.asUri(uri) } };
  const { markdown } = await server.ask<{ markdown: string }>('perfhint.effectiveSettings', argument);
  const line = /^python-version = "([\d.]+)"(?:\s*# (.*))?$/m.exec(markdown);
  return line?.[1] === undefined ? undefined : { version: line[1], from: line[2] ?? '' };
}

function wordsOf(state: State, python: Python | undefined): { text: string; told: string[] } {
  const program = state.program && `${state.program.path} (from ${state.program.from})`;
  switch (state.kind) {
    case 'starting':
      return { text: '$(loading~spin) perfhint', told: ['perfhint is starting', program ?? ''] };
    case 'failed':
      return { text: '$(error) perfhint', told: ['perfhint is not running', state.reason] };
    case 'running':
      return {
        text: python ? `perfhint ${python.version}` : 'perfhint',
        told: [
          `perfhint ${state.server.version ?? ''} is running`,
          python ? `for CPython ${python.version} (${python.from})` : '',
          program ?? '',
        ],
      };
  }
}

function tooltipOf(told: string[]): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString('', true);
  tooltip.isTrusted = { enabledCommands: ['perfhint.restart', 'perfhint.showLog', 'perfhint.showSettings'] };
  for (const line of told.filter(Boolean)) tooltip.appendText(line).appendMarkdown('\n\n');
  return tooltip.appendMarkdown(
    '[Restart](command:perfhint.restart) · [Log](command:perfhint.showLog) · [Settings](command:perfhint.showSettings)');
}
