// Read-only documents that the server writes: rule pages, settings, debug information. Their scheme is `perfhint`.
import * as vscode from 'vscode';
import { reasonOf } from './reason';

const scheme = 'perfhint';
const rulePath = /^\/rules\/([a-z0-9-]+)\.md$/;
const measuredPath = /^\/measure\/\d+\.md$/;

// Whatever leads to a rule's page: its text is asked for when it is opened.
export function pageOf(rule: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/rules/${rule}.md` });
}

export class Documents implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();

  readonly onDidChange = this.changed.event;

  // `explain` gives a rule's page as Markdown, `contentOf` what the server has measured.
  constructor(
    private readonly explain: (rule: string) => Promise<string>,
    private readonly contentOf: (uri: vscode.Uri) => Promise<string>,
  ) {}

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === scheme) this.texts.delete(uri.path);
      }),
    );
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const rule = rulePath.exec(uri.path)?.[1];
    if (rule !== undefined) return this.explain(rule).then(legible, (error: unknown) => `# ${rule}\n\n${reasonOf(error)}\n`);
    if (measuredPath.test(uri.path)) return this.contentOf(uri).then(legible, (error: unknown) => `${reasonOf(error)}\n`);
    return legible(this.texts.get(uri.path) ?? '');
  }

  // `name` is what the tab says; its ending tells the language.
  async show(name: string, text: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.put(name, text));
    await vscode.window.showTextDocument(document, { preview: true });
  }

  async showPreview(name: string, markdown: string): Promise<void> {
    await vscode.commands.executeCommand('markdown.showPreview', this.put(name, markdown));
  }

  private put(name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${name}` });
    this.texts.set(uri.path, text);
    this.changed.fire(uri);
    return uri;
  }
}

// Code without colours in the light high-contrast theme: a Markdown preview takes those of the dark one.
function legible(markdown: string): string {
  const isAffected = vscode.window.activeColorTheme.kind === vscode.ColorThemeKind.HighContrastLight;
  return isAffected ? markdown.replaceAll(/^```\w+$/gm, '```') : markdown;
}
