// Stands in for the Python extension: the part of its interface that tells the selected interpreter. Its command selects
// the next of the workspace's envs/, by name.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');

exports.activate = (context) => {
  const envs = path.join(vscode.workspace.workspaceFolders[0].uri.fsPath, 'envs');
  const names = fs.readdirSync(envs).sort();
  const changed = new vscode.EventEmitter();
  let selected = 0;
  context.subscriptions.push(vscode.commands.registerCommand('python.setInterpreter', () => {
    selected++;
    changed.fire({});
  }));
  return {
    environments: {
      getActiveEnvironmentPath: () => ({ path: path.join(envs, names[selected], 'bin/python') }),
      onDidChangeActiveEnvironmentPath: changed.event,
    },
  };
};
