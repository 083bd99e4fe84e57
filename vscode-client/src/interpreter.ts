// Where the workspace's Python interpreter and the programs installed beside it are. Runs nothing.
import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';

const patience = 3000; // ms for the Python extension to tell; a healthy one needs one second
const programs = process.platform === 'win32' ? 'Scripts' : 'bin';

// The part of the Python extension's interface that is used here.
interface PythonExtension {
  environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { path: string } | undefined;
    onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

// The most telling first. None in a workspace that is not trusted: programs there may be anyone's.
export async function interpreterFolders(): Promise<string[]> {
  if (!vscode.workspace.isTrusted) return [];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const selected = (await pythonExtension())?.environments?.getActiveEnvironmentPath(folder)?.path;
  const environments = [
    ...(folder?.scheme === 'file' ? ['.venv', 'venv'].map((name) => path.join(folder.fsPath, name)) : []),
    process.env['VIRTUAL_ENV'],
  ].filter((environment) => environment !== undefined);
  // The interpreter's path, or that of its environment's folder.
  const besideSelected = selected === undefined ? [] : [path.dirname(selected), path.join(selected, programs)];
  return [...besideSelected, ...environments.map((environment) => path.join(environment, programs))];
}

// Calls `act` when another interpreter is selected.
export async function onDidChangeInterpreter(act: () => void): Promise<vscode.Disposable> {
  const changed = (await pythonExtension())?.environments?.onDidChangeActiveEnvironmentPath;
  return changed?.(act) ?? new vscode.Disposable(() => undefined);
}

async function pythonExtension(): Promise<PythonExtension | undefined> {
  const extension = vscode.extensions.getExtension<PythonExtension>('ms-python.python');
  if (extension === undefined) return undefined;
  const started = Promise.resolve(extension.activate()).catch(() => undefined);
  return Promise.race([started, pause(patience, undefined, { ref: false })]);
}
