// Draws measured heat in the editors that are shown, and the profile's name in the status bar. Without a profile nothing is
// there: no styles, no item. Between two heats what is drawn moves with its lines.
import * as vscode from 'vscode';
import { Heat, hottest, HotLine, labelOf, neighbourOf, sentenceOf, summaryOf } from './heat';
import { heatStyles, HeatStyles } from './heatStyles';

export class HeatView {
  private readonly heats = new Map<string, Heat>(); // by the document's URI
  private styles: HeatStyles | undefined;
  private item: vscode.StatusBarItem | undefined;

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      { dispose: () => this.clear() },
      vscode.window.onDidChangeVisibleTextEditors((editors) => editors.forEach((editor) => this.draw(editor))),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.heats.delete(uri.toString())),
    );
  }

  // `uri` is the heat's, as the editor writes it.
  publish(heat: Heat, uri: vscode.Uri): void {
    if (heat.profile === '') this.heats.delete(uri.toString());
    else this.heats.set(uri.toString(), heat);
    if (heat.profile !== '') this.showItem(heat);
    else if (this.heats.size === 0) return this.clear();
    editorsOf(uri).forEach((editor) => this.draw(editor));
  }

  // The name of the profile that is drawn.
  get profile(): string | undefined {
    return [...this.heats.values()][0]?.profile;
  }

  clear(): void {
    this.heats.clear();
    this.styles?.dispose(); // and with them what is drawn
    this.item?.dispose();
    if (this.item) setContext(false);
    this.styles = this.item = undefined;
  }

  // Throws, for the user to read, where there is no heat.
  reveal(editor: vscode.TextEditor, direction: 'next' | 'previous'): void {
    const heat = this.heats.get(editor.document.uri.toString());
    const found = heat && neighbourOf(heat, editor.selection.active.line, direction);
    if (found === undefined) throw new Error('The profile has no hot line in this file.');
    const start = editor.document.lineAt(found.line).firstNonWhitespaceCharacterIndex;
    const place = new vscode.Position(found.line, start);
    editor.selection = new vscode.Selection(place, place);
    editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  private draw(editor: vscode.TextEditor): void {
    const { document } = editor;
    const heat = this.heats.get(document.uri.toString());
    if (heat === undefined && this.styles === undefined) return;
    this.styles ??= heatStyles();
    const { ofSteps, stale } = this.styles;
    const lines = heat?.lines.filter(({ line }) => line < document.lineCount) ?? [];
    const drawn = (some: HotLine[]) => (heat === undefined ? [] : decorationsOf(heat, some, document));
    ofSteps.forEach((style, i) =>
      editor.setDecorations(style, drawn(heat?.stale ? [] : lines.filter((line) => line.heat === i + 1))));
    editor.setDecorations(stale, drawn(heat?.stale ? lines : []));
  }

  private showItem(heat: Heat): void {
    if (this.item === undefined) {
      this.item = vscode.window.createStatusBarItem('perfhint.profile', vscode.StatusBarAlignment.Right, 89);
      this.item.name = 'perfhint profile';
      this.item.command = 'perfhint.closeProfile';
      setContext(true);
    }
    this.item.text = `perfhint: ${summaryOf(heat)} $(close)`;
    this.item.tooltip = `Lines are marked by the profile ${summaryOf(heat)}. Click to clear it.`;
    this.item.accessibilityInformation = { label: `perfhint: profile ${summaryOf(heat)}, clear`, role: 'button' };
    this.item.show();
  }
}

function decorationsOf(heat: Heat, lines: HotLine[], document: vscode.TextDocument): vscode.DecorationOptions[] {
  const withLabel = new Set(hottest(heat));
  return lines.map((line) => ({
    range: document.lineAt(line.line).range,
    hoverMessage: new vscode.MarkdownString().appendText(
      heat.stale ? `${sentenceOf(heat, line)}; profile is older than this function` : sentenceOf(heat, line)),
    ...(withLabel.has(line) && { renderOptions: { after: { contentText: labelOf(heat, line) } } }),
  }));
}

function editorsOf(uri: vscode.Uri): vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter(({ document }) => document.uri.toString() === uri.toString());
}

// What the palette offers of the profile depends on it.
function setContext(hasProfile: boolean): void {
  void vscode.commands.executeCommand('setContext', 'perfhint.hasProfile', hasProfile);
}
