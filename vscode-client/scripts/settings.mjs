// Writes the server's settings, as its schema has them, into package.json and the table of README.md.
//   node scripts/settings.mjs [--check]    --check writes nothing, and fails where they are not up to date
// The settings of the extension itself stand below: everything else comes from editors/perfhint.schema.json.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url)); // Debian 12's Node knows no import.meta.dirname
const schema = JSON.parse(fs.readFileSync(path.join(root, '../editors/perfhint.schema.json'), 'utf8'));

const before = {
  'perfhint.path': {
    scope: 'machine-overridable',
    type: 'string',
    default: '',
    markdownDescription: 'The `perfhint` program to start. `~` and `${workspaceFolder}` are understood. Empty: as `#perfhint.importStrategy#` says.',
  },
  'perfhint.importStrategy': {
    scope: 'window',
    type: 'string',
    enum: ['fromEnvironment', 'useBundled'],
    enumDescriptions: [
      'The one beside the workspace\'s Python interpreter, else the one on PATH, else the one that came with this extension.',
      'The one that came with this extension.',
    ],
    default: 'fromEnvironment',
    markdownDescription: 'Which `perfhint` is started where `#perfhint.path#` is empty.',
  },
};
const after = {
  'perfhint.logLevel': {
    scope: 'window',
    type: 'string',
    enum: ['error', 'warning', 'info', 'verbose'],
    default: 'info',
    markdownDescription: 'How much the server writes to the output channel *perfhint*.',
  },
  'perfhint.arguments': {
    scope: 'machine-overridable',
    type: 'array',
    items: { type: 'string' },
    default: [],
    markdownDescription: 'More arguments for `perfhint lsp`, as `["--log-messages", "/tmp/perfhint.jsonl"]` for a bug report.',
  },
  'perfhint.trace.server': {
    scope: 'window',
    type: 'string',
    enum: ['messages', 'verbose'],
    enumDescriptions: ['One line a message.', 'Messages with their contents.'],
    default: 'messages',
    markdownDescription: 'How the messages between the editor and the server are written to the output channel *perfhint trace*, '
      + 'once its level is set to *Trace*.',
  },
};

const camel = (key) => key.replaceAll(/-([a-z])/g, (_, letter) => letter.toUpperCase());

// VS Code's settings have no shared definitions: the rules' names are written out where they are asked for.
function withRules(value) {
  if (value === null || typeof value !== 'object') return value;
  if (value.$ref === '#/definitions/rule') {
    const rules = schema.definitions.rule.anyOf.filter((rule) => rule.const !== undefined);
    return { type: 'string', enum: rules.map((rule) => rule.const), enumDescriptions: rules.map((rule) => rule.description) };
  }
  if (Array.isArray(value)) return value.map(withRules);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withRules(inner)]));
}

// A setting that the text of another one names, in the editor's spelling, as a link.
function withLinks(text, own) {
  return text.replaceAll(/`([a-z-]+)`/g, (word, key) =>
    key in schema.properties && key !== own ? `\`#perfhint.${camel(key)}#\`` : word);
}

const programs = ['perfhint.measure.python']; // restricted in package.json, as those before and after are

// Of a table of settings, each of its members. A setting that the schema gives no default is one that can stay unset.
function settingsOf(properties, prefix) {
  return Object.entries(properties).flatMap(([key, property]) => {
    const name = `${prefix}.${camel(key)}`;
    if (property.properties) return settingsOf(property.properties, name);
    const { description, ...kind } = withRules(property);
    if (!('default' in kind)) {
      kind.default = kind.enum?.includes('auto') ? 'auto' : null;
      if (kind.default === null) kind.type = [kind.type, 'null'];
    }
    if (kind.type === 'array') kind.uniqueItems = true;
    const scope = programs.includes(name) ? 'machine-overridable' : 'window';
    return [[name, { scope, ...kind, markdownDescription: withLinks(description, key) }]];
  });
}

const settings = Object.fromEntries(
  Object.entries({ ...before, ...Object.fromEntries(settingsOf(schema.properties, 'perfhint')), ...after })
    .map(([name, setting], i) => [name, { order: i + 1, ...setting }]));

function rowOf([name, setting]) {
  const values = setting.type !== 'array' && setting.enum && setting.enum.length < 6
    ? ` (${setting.enum.map((value) => `\`${value}\``).join(', ')})` : '';
  const text = setting.markdownDescription.replaceAll(/`#([\w.]+)#`/g, '`$1`').replace(/\.$/, '');
  return `| \`${name}\` | ${text}${values} |`;
}

const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
manifest.contributes.configuration.properties = settings;
const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
const table = ['| setting | meaning |', '|---|---|', ...Object.entries(settings).map(rowOf)].join('\n');
const files = {
  'package.json': JSON.stringify(manifest, null, 2) + '\n',
  'README.md': readme.replace(/(<!-- settings[^\n]*-->\n)[^]*(\n<!-- \/settings -->)/,
    (_, head, tail) => `${head}\n${table}\n${tail}`),
};

for (const [name, text] of Object.entries(files)) {
  const file = path.join(root, name);
  if (fs.readFileSync(file, 'utf8') === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`${name} is not up to date with the schema: run node scripts/settings.mjs (./dev readme does)`);
    process.exitCode = 1;
  } else {
    fs.writeFileSync(file, text);
  }
}
