// How heat is drawn: a style for each step, and one for what is stale. The colours are the theme's.
import * as vscode from 'vscode';
import { steps } from './heat';

export interface HeatStyles extends vscode.Disposable {
  ofSteps: vscode.TextEditorDecorationType[]; // by heat - 1
  stale: vscode.TextEditorDecorationType;
}

export function heatStyles(): HeatStyles {
  const ofSteps = Array.from({ length: steps }, (_, i) => bar(new vscode.ThemeColor(`perfhint.heat${i + 1}`)));
  const stale = bar(new vscode.ThemeColor('disabledForeground'));
  return { ofSteps, stale, dispose: () => [...ofSteps, stale].forEach((style) => style.dispose()) };
}

// At the left edge of the text: VS Code gives icons in the gutter no colour of a theme, and breakpoints are there.
function bar(color: vscode.ThemeColor): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    borderStyle: 'solid',
    borderWidth: '0 0 0 3px',
    borderColor: color,
    overviewRulerColor: color,
    overviewRulerLane: vscode.OverviewRulerLane.Center,
    after: { color, margin: '0 0 0 3em' },
  });
}
