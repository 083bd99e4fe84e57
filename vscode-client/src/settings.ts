// The editor's settings in the server's words, which are those of perfhint.toml, and of [tool.perfhint] in pyproject.toml.
import * as vscode from 'vscode';

const serverKeys: readonly (readonly [setting: string, key: string])[] = [
  ['pythonVersion', 'python-version'],
  ['oldestPython', 'oldest-python'],
  ['select', 'select'],
  ['ignore', 'ignore'],
  ['perFileIgnores', 'per-file-ignores'],
  ['severity', 'severity'],
  ['micro', 'micro'],
  ['exclude', 'exclude'],
  ['maxBytes', 'max-bytes'],
  ['maxHints', 'max-hints'],
  ['lineLength', 'line-length'],
  ['hover', 'hover'],
  ['ignoreAction', 'ignore-action'],
  ['inlayHints', 'inlay-hints'],
  ['codeLens', 'code-lens'],
  ['workspaceDiagnostics', 'workspace-diagnostics'],
  ['workspaceMaxBytes', 'workspace-max-bytes'],
];

// Only what someone has set: a default of ours must not overrule the project's pyproject.toml.
export function serverSettings(scope?: vscode.ConfigurationScope): Record<string, unknown> {
  const ours = vscode.workspace.getConfiguration('perfhint', scope);
  const told: Record<string, unknown> = {};
  for (const [setting, key] of serverKeys) {
    const value = ours.get<unknown>(setting);
    if (isSet(ours, setting) && value !== 'auto') told[key] = value;
  }
  return told;
}

function isSet(configuration: vscode.WorkspaceConfiguration, setting: string): boolean {
  const levels = configuration.inspect(setting);
  return [levels?.globalValue, levels?.workspaceValue, levels?.workspaceFolderValue].some((v) => v !== undefined);
}
