// Which perfhint program to start: the setting's, else the first on PATH, else the one packaged with the extension.
// Knows no editor, so that the order of the search can be read and tried by itself.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

export interface Places {
  setting: string; // perfhint.path; empty when not set
  workspaceFolder: string | undefined;
  searchPath: string; // the environment's PATH
  extensionFolder: string;
}

export type Found = { path: string; from: 'perfhint.path' | 'PATH' | 'the extension' };
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
  for (const folder of places.searchPath.split(path.delimiter)) {
    // A relative entry would look into the workspace, which need not be trusted.
    const program = path.join(folder, programName);
    if (path.isAbsolute(folder) && isProgram(program)) return { path: program, from: 'PATH' };
  }
  const packaged = path.join(places.extensionFolder, 'server', programName);
  if (isProgram(packaged)) return { path: packaged, from: 'the extension' };
  return { reason: 'There is no perfhint on PATH, and this build of the extension comes without one.' };
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
