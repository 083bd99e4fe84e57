// Has one server run: starts it, stops it, starts it anew when something that it reads at its start has changed, and says
// in which state it is.
import * as vscode from 'vscode';
import { interpreterFolders } from './interpreter';
import { bundledProgram, Found, findProgram } from './program';
import { reasonOf } from './reason';
import { Channels, HeatDrawer, Server } from './server';
import { isAtLeast, leastServer } from './version';

export type State =
  | { kind: 'starting'; program?: Found }
  | { kind: 'running'; program: Found; server: Server }
  | { kind: 'failed'; reason: string; program?: Found };

export class Supervisor {
  private readonly changed = new vscode.EventEmitter<State>();
  private current: State = { kind: 'starting' };
  private server: Server | undefined;
  private lastStep: Promise<void> = Promise.resolve(); // starts and stops follow one another

  readonly onDidChange = this.changed.event;

  constructor(
    private readonly extensionFolder: string,
    private readonly channels: Channels,
    private readonly clientCommands: string[],
    private readonly heat: HeatDrawer,
  ) {}

  get state(): State {
    return this.current;
  }

  // Throws, for the user to read, where none runs.
  get running(): Server {
    if (this.current.kind === 'running' && this.current.server.isRunning) return this.current.server;
    throw new Error(this.current.kind === 'failed' ? this.current.reason : 'The server is not running yet.');
  }

  get hasBundled(): boolean {
    return bundledProgram(this.extensionFolder) !== undefined;
  }

  restart(): Promise<void> {
    return this.inTurn(async () => {
      await this.end();
      await this.begin();
    });
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.end());
  }

  tellSettings(): Promise<void> {
    return this.inTurn(async () => this.server?.tellSettings());
  }

  private inTurn(step: () => Promise<void>): Promise<void> {
    this.lastStep = this.lastStep.then(step, step);
    return this.lastStep;
  }

  private enter(state: State): void {
    this.current = state;
    if (state.kind === 'failed') this.channels.log.error(state.reason);
    this.changed.fire(state);
  }

  private async begin(): Promise<void> {
    this.enter({ kind: 'starting' });
    const ours = vscode.workspace.getConfiguration('perfhint');
    const program = findProgram({
      setting: ours.get<string>('path', '').trim(),
      workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
      bundledOnly: ours.get('importStrategy') === 'useBundled',
      interpreterFolders: await interpreterFolders(),
      searchPath: process.env['PATH'] ?? '',
      extensionFolder: this.extensionFolder,
    });
    if ('reason' in program) this.enter({ kind: 'failed', reason: program.reason });
    else await this.beginWith(program);
  }

  private async beginWith(program: Found): Promise<void> {
    this.channels.log.info(`Starting ${program.path} (from ${program.from})`);
    this.enter({ kind: 'starting', program });
    const fail = (reason: string) => this.enter({ kind: 'failed', reason, program });
    const server = new Server(program.path, this.channels, this.clientCommands, this.heat, () => {
      if (this.server === server) fail(`${program.path} keeps ending, and was not started again.`);
    });
    this.server = server;
    try {
      await server.start();
    } catch (error) {
      return fail(reasonOf(error));
    }
    const version = server.version ?? '';
    if (isAtLeast(version, leastServer)) return this.enter({ kind: 'running', program, server });
    await this.end();
    fail(`${program.path} is perfhint ${version || 'of an unknown version'}; this extension needs ${leastServer} or later.`);
  }

  private async end(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    await server?.stop();
  }
}
