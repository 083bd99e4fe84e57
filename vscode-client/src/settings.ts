// The editor's settings as the server reads them: under the same names, which are those of perfhint.toml in camel case.
import * as vscode from 'vscode';

// What the extension itself reads; every other setting is the server's.
const own = ['path', 'importStrategy', 'logLevel', 'arguments', 'trace.server'];

let serverKeys: string[] = [];

// `manifest` is the extension's package.json, which has each setting of the server (scripts/settings.mjs).
export function readSettingsOf(manifest: { contributes: { configuration: { properties: object } } }): void {
  serverKeys = Object.keys(manifest.contributes.configuration.properties)
    .map((name) => name.replace(/^perfhint\./, ''))
    .filter((key) => !own.includes(key));
}

// Only what someone has set: a default of ours must not overrule the project's pyproject.toml.
export function serverSettings(scope?: vscode.ConfigurationScope): Record<string, unknown> {
  const ours = vscode.workspace.getConfiguration('perfhint', scope);
  const told: Record<string, unknown> = {};
  for (const key of serverKeys) {
    const value = ours.get<unknown>(key);
    if (isSet(ours, key) && value !== 'auto' && value !== null) put(told, key.split('.'), value);
  }
  return told;
}

// Where a setting is written that a command changes: where it is set, else for the user.
export function targetOf(key: string): vscode.ConfigurationTarget {
  const levels = vscode.workspace.getConfiguration('perfhint').inspect(key);
  return levels?.workspaceValue === undefined ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
}

function put(table: Record<string, unknown>, [name, ...rest]: string[], value: unknown): void {
  if (name === undefined) return;
  if (rest.length === 0) table[name] = value;
  else put((table[name] ??= {}) as Record<string, unknown>, rest, value);
}

function isSet(configuration: vscode.WorkspaceConfiguration, key: string): boolean {
  const levels = configuration.inspect(key);
  return [levels?.globalValue, levels?.workspaceValue, levels?.workspaceFolderValue].some((v) => v !== undefined);
}
