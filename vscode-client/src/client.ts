// The connection to one running server, and what it means when that ends.
import * as vscode from 'vscode';
import {
  CloseAction,
  DidChangeConfigurationNotification,
  ErrorHandler,
  LanguageClient,
  LanguageClientOptions,
} from 'vscode-languageclient/node';
import { serverSettings } from './settings';

const restartsBeforeGivingUp = 4; // within three minutes: vscode-languageclient's own measure

export interface Surroundings {
  program: string;
  log: vscode.OutputChannel;
  trace: vscode.OutputChannel;
  onGivenUp: () => void; // the server keeps ending and is not started again
}

export function createClient({ program, log, trace, onGivenUp }: Surroundings): LanguageClient {
  const ours = vscode.workspace.getConfiguration('perfhint');
  const args = ['lsp', '--log-level', ours.get('logLevel', 'info'), ...ours.get<string[]>('arguments', [])];
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: 'file', language: 'python' },
      { scheme: 'untitled', language: 'python' },
    ],
    outputChannel: log,
    traceOutputChannel: trace,
    initializationOptions: () => serverSettings(),
    middleware: {
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
    },
  };
  const client = new LanguageClient('perfhint', 'perfhint', { command: program, args }, options);
  client.clientOptions.errorHandler = tellWhenGivenUp(client.createDefaultErrorHandler(restartsBeforeGivingUp), onGivenUp);
  return client;
}

export async function tellSettings(client: LanguageClient): Promise<void> {
  if (!client.isRunning()) return;
  await client.sendNotification(DidChangeConfigurationNotification.type, { settings: { perfhint: serverSettings() } });
}

function tellWhenGivenUp(usual: ErrorHandler, onGivenUp: () => void): ErrorHandler {
  return {
    error: (error, message, count) => usual.error(error, message, count),
    closed: async () => {
      const verdict = await usual.closed();
      if (verdict.action !== CloseAction.DoNotRestart) return verdict;
      onGivenUp();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}
