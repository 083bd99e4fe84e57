// basedpyright's language server from npm, started as its own extension does, which no registry here has.
const { LanguageClient, TransportKind } = require('vscode-languageclient/node');

let client;

exports.activate = async () => {
  const server = { module: process.env.BASEDPYRIGHT_SERVER, transport: TransportKind.stdio };
  client = new LanguageClient('basedpyright', 'basedpyright', { run: server, debug: server }, {
    documentSelector: [{ language: 'python' }],
  });
  await client.start();
};

exports.deactivate = () => client?.stop();
