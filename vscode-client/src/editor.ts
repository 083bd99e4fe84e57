// The editor that commands are about.
import * as vscode from 'vscode';

// Throws, for the user to read, where another one is active.
export function activePython(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId === 'python') return editor;
  throw new Error('This needs a Python file in the active editor.');
}
