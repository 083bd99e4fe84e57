// Which perfhint program to start: the setting's, else the environment's, else the one packaged with the extension.
// Knows no editor, so that the order of the search can be read and tried by itself.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

export interface Places {
  setting: string; // perfhint.path; empty when not set
  workspaceFolder: string | undefined;
  bundledOnly: boolean; // perfhint.importStrategy is useBundled
  interpreterFolders: string[]; // where the workspace's Python and its programs are
  searchPath: string; // the environment's PATH
  extensionFolder: string;
}

export type Origin = 'perfhint.path' | 'the Python environment' | 'PATH' | 'the extension';
export type Found = { path: string; from: Origin };
export type Missing = { reason: string };

const programName = process.platform === 'win32' ? 'perfhint.exe' : 'perfhint';

export function findProgram(places: Places): Found | Missing {
  if (places.setting) {
    // A setting that leads nowhere is an error to tell, not one to paper over with another perfhint.
    const program = expand(places.setting, places.workspaceFolder);
    return isProgram(program)
      ? { path: program, from: 'perfhint.path' }
      : { reason: `perfhint.path is "${places.setting}", but ${program} ${whatIsWrong(program)}.` };
  }
  const packaged = bundledProgram(places.extensionFolder);
  const found = (places.bundledOnly ? undefined : findInEnvironment(places)) ?? packaged;
  if (found !== undefined) return found;
  return {
    reason: places.bundledOnly
      ? 'perfhint.importStrategy is "useBundled", but this build of the extension comes without a server.'
      : 'There is no perfhint on PATH, and this build of the extension comes without one.',
  };
}

// The one that came with the extension; none in the build for every platform.
export function bundledProgram(extensionFolder: string): Found | undefined {
  const program = path.join(extensionFolder, 'server', programName);
  return isProgram(program) ? { path: program, from: 'the extension' } : undefined;
}

function findInEnvironment({ interpreterFolders, searchPath }: Places): Found | undefined {
  const beside = firstProgram(interpreterFolders);
  if (beside !== undefined) return { path: beside, from: 'the Python environment' };
  const onPath = firstProgram(searchPath.split(path.delimiter));
  return onPath === undefined ? undefined : { path: onPath, from: 'PATH' };
}

// A relative folder would be one of the workspace, which need not be trusted.
function firstProgram(folders: string[]): string | undefined {
  return folders.filter((folder) => path.isAbsolute(folder)).map((folder) => path.join(folder, programName)).find(isProgram);
}

function expand(setting: string, workspaceFolder: string | undefined): string {
  const home = setting.replace(/^~(?=$|[/\\])/, () => os.homedir());
  const full = home.replace(/\$\{workspaceFolder\}/g, () => workspaceFolder ?? '');
  return path.resolve(workspaceFolder ?? os.homedir(), full);
}

function isProgram(file: string): boolean {
  return whatIsWrong(file) === undefined;
}

function whatIsWrong(file: string): string | undefined {
  try {
    if (!fs.statSync(file).isFile()) return 'is not a file';
  } catch {
    return 'does not exist';
  }
  try {
    fs.accessSync(file, fs.constants.X_OK);
  } catch {
    return 'may not be executed';
  }
  return undefined;
}
