// One perfhint server: its process, the connection to it, and in words what went wrong when it will not run.
import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import {
  CloseAction,
  CloseHandlerResult,
  DidChangeConfigurationNotification,
  ErrorAction,
  ExecuteCommandRequest,
  LanguageClient,
  LanguageClientOptions,
  Middleware,
  State,
  StaticFeature,
} from 'vscode-languageclient/node';
import type { Heat } from './heat';
import { linksTo } from './links';
import { reasonOf } from './reason';
import { serverSettings } from './settings';

const answerWithin = 10_000; // ms, from its start to the answer of `initialize`; a healthy one needs ten
const restarts = 4; // within three minutes, by vscode-languageclient's own measure, before giving up

export interface Channels {
  log: vscode.LogOutputChannel;
  trace: vscode.LogOutputChannel;
}

// Who draws a profile's heat.
export interface HeatDrawer {
  publish(heat: Heat, uri: vscode.Uri): void;
  clear(): void;
}

export class Server {
  private readonly client: Client;
  private process: ChildProcess | undefined;
  private hasRun = false;
  private tooSlow = false;

  // `clientCommands` are ours that the server may put behind its lenses. `onGivenUp` is called when a server that did run
  // keeps ending and is not started again.
  constructor(
    private readonly program: string,
    channels: Channels,
    clientCommands: string[],
    heat: HeatDrawer,
    private readonly onGivenUp: () => void,
  ) {
    const options: LanguageClientOptions = {
      documentSelector: [
        { scheme: 'file', language: 'python' },
        { scheme: 'untitled', language: 'python' },
        { notebook: '*', language: 'python' },
      ],
      outputChannel: channels.log,
      traceOutputChannel: channels.trace,
      stdioOptions: {
        stdout: () => undefined, // the protocol's
        stderr: (lines, log) => createInterface({ input: lines }).on('line', (line) => writeAtItsLevel(line, log)),
      },
      initializationOptions: () => serverSettings(),
      initializationFailedHandler: () => false, // start() tells
      middleware: { ...middleware, ...linksTo((command) => this.knows(command)) },
    };
    this.client = new Client('perfhint', 'perfhint', () => this.launch(), options);
    this.client.registerFeature(announce(clientCommands));
    this.client.onNotification('perfhint/publishHeat', (told: Heat) =>
      heat.publish(told, this.client.protocol2CodeConverter.asUri(told.uri)));
    // The profile was in its memory.
    this.client.onDidChangeState(({ newState }) => newState === State.Stopped && heat.clear());
    const usual = this.client.createDefaultErrorHandler(restarts);
    this.client.clientOptions.errorHandler = {
      // What cannot be written to a server that has just ended is no reason to shut it down: `closed` tells what becomes of it.
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: async () => this.afterEnd(await usual.closed()),
    };
  }

  get version(): string | undefined {
    return this.client.initializeResult?.serverInfo?.version;
  }

  get isRunning(): boolean {
    return this.client.isRunning();
  }

  knows(command: string): boolean {
    return this.client.initializeResult?.capabilities.executeCommandProvider?.commands.includes(command) ?? false;
  }

  // Asks the server to run one of its commands. Rejects with a reason for the user.
  async ask<Answer>(command: string, ...args: unknown[]): Promise<Answer> {
    if (!this.client.isRunning()) throw new Error('The server is not running.');
    if (!this.knows(command)) throw new Error(`perfhint ${this.version ?? ''} does not know ${command}: it is too old.`);
    return (await this.client.sendRequest(ExecuteCommandRequest.type, { command, arguments: args })) as Answer;
  }

  // Of a document that the server writes.
  async contentOf(uri: vscode.Uri): Promise<string> {
    return (await this.client.sendRequest<{ text: string }>('workspace/textDocumentContent', { uri: this.asUri(uri) })).text;
  }

  asUri(uri: vscode.Uri): string {
    return this.client.code2ProtocolConverter.asUri(uri);
  }

  // Rejects with a reason for the user.
  async start(): Promise<void> {
    const patience = setTimeout(() => {
      this.tooSlow = true;
      this.process?.kill('SIGKILL');
    }, answerWithin);
    try {
      await this.client.start();
      // The library's promise is kept, too, when the connection has ended meanwhile.
      if (!this.client.isRunning()) throw new Error('the connection was closed');
      this.hasRun = true;
    } catch (error) {
      throw new Error(await this.whyNot(error));
    } finally {
      clearTimeout(patience);
    }
  }

  async stop(): Promise<void> {
    // A client that never came up has nothing to stop, and would throw.
    if (this.client.isRunning()) await this.client.stop().catch(() => undefined);
    await this.client.dispose().catch(() => undefined);
  }

  async tellSettings(): Promise<void> {
    if (!this.client.isRunning()) return;
    await this.client.sendNotification(DidChangeConfigurationNotification.type, { settings: { perfhint: serverSettings() } });
  }

  private async launch(): Promise<ChildProcess> {
    const ours = vscode.workspace.getConfiguration('perfhint');
    const args = ['lsp', '--log-level', ours.get('logLevel', 'info'), ...ours.get<string[]>('arguments', [])];
    const cwd = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri.fsPath;
    const child = spawn(this.program, args, { ...(cwd !== undefined && { cwd }) });
    await once(child, 'spawn'); // or its 'error' is thrown
    this.process = child;
    return child;
  }

  private afterEnd(verdict: CloseHandlerResult): CloseHandlerResult {
    if (!this.hasRun) return { action: CloseAction.DoNotRestart, handled: true };
    if (verdict.action === CloseAction.DoNotRestart) this.onGivenUp();
    return { action: verdict.action, handled: true };
  }

  private async whyNot(error: unknown): Promise<string> {
    if (this.tooSlow) return `${this.program} did not answer within ${answerWithin / 1000} s.`;
    const child = this.process;
    if (child === undefined) return `${this.program} could not be started: ${text(error)}.`;
    // The connection's end is seen a moment before the process's.
    if (child.exitCode === null && child.signalCode === null) await Promise.race([once(child, 'exit'), pause(500)]);
    const end = child.exitCode === null ? child.signalCode : `code ${child.exitCode}`;
    return end === null
      ? `${this.program} does not answer as a language server: ${text(error)}.`
      : `${this.program} ended with ${end} before it answered.`;
  }
}

// As rust-analyzer and its clients agreed: commands the client has, for the server to offer. That heat is drawn here. And no
// documents by request: those of the scheme `perfhint` are ours, and tell why where the server has none.
function announce(commands: string[]): StaticFeature {
  return {
    fillClientCapabilities: (capabilities) => {
      capabilities.experimental = {
        ...(capabilities.experimental as object),
        commands: { commands },
        perfhint: { heat: true, documents: true, trusted: vscode.workspace.isTrusted },
      };
      delete capabilities.workspace?.textDocumentContent;
    },
    initialize: () => undefined,
    getState: () => ({ kind: 'static' }),
    clear: () => undefined,
  };
}

// The library's messages go to the log alone: several at once, and VS Code hides them all as spam.
class Client extends LanguageClient {
  override error(message: string, details?: unknown): void {
    super.error(message, details, false);
  }
  override warn(message: string, details?: unknown): void {
    super.warn(message, details, false);
  }
  override info(message: string, details?: unknown): void {
    super.info(message, typeof details === 'boolean' ? undefined : details, false);
  }
}

const middleware: Middleware = {
  workspace: {
    // The client would hand out the section in the editor's spelling.
    configuration: async (params, token, next) => {
      const answers = await next(params, token);
      if (!Array.isArray(answers)) return answers;
      return params.items.map(({ section, scopeUri }, i) =>
        section === 'perfhint'
          ? serverSettings(scopeUri === undefined ? undefined : vscode.Uri.parse(scopeUri))
          : (answers[i] as unknown),
      );
    },
    // Changes go by tellSettings, in turn with restarts, whether the server has registered for them or not.
    didChangeConfiguration: () => Promise.resolve(),
  },
};

// The server's own lines, as "01:30:22.083 info: perfhint 0.1.0". What it tells when asked to be verbose is not held back here.
function writeAtItsLevel(line: string, log: vscode.LogOutputChannel): void {
  const [, level, words] = /^[\d:.]+ (error|warning|info|verbose): (.*)$/.exec(line) ?? [];
  if (words === undefined || level === 'error') log.error(words ?? line);
  else if (level === 'warning') log.warn(words);
  else log.info(words);
}

function text(error: unknown): string {
  return reasonOf(error).replace(/\.$/, '');
}
