// What a user can do when no server runs: one message, with buttons.
import * as vscode from 'vscode';
import type { Supervisor } from './supervisor';

export async function showWayOut(supervisor: Supervisor, reason: string): Promise<void> {
  const usesBundled = supervisor.state.program?.from === 'the extension';
  const ways: Record<string, () => unknown> = {
    ...(supervisor.hasBundled && !usesBundled && { 'Use Bundled Server': useBundled }),
    'Open Settings': () => vscode.commands.executeCommand('workbench.action.openSettings', 'perfhint.path'),
    'Try Again': () => vscode.commands.executeCommand('perfhint.restart'),
    'Show Log': () => vscode.commands.executeCommand('perfhint.showLog'),
  };
  const chosen = await vscode.window.showErrorMessage(`perfhint: ${reason}`, ...Object.keys(ways));
  if (chosen !== undefined) await ways[chosen]?.();
}

// Each change that counts starts the server anew.
async function useBundled(): Promise<void> {
  const ours = vscode.workspace.getConfiguration('perfhint');
  const path = ours.inspect('path');
  if (path?.workspaceFolderValue) await ours.update('path', undefined, vscode.ConfigurationTarget.WorkspaceFolder);
  if (path?.workspaceValue) await ours.update('path', undefined, vscode.ConfigurationTarget.Workspace);
  if (path?.globalValue) await ours.update('path', undefined, vscode.ConfigurationTarget.Global);
  await ours.update('importStrategy', 'useBundled', vscode.ConfigurationTarget.Global);
}
