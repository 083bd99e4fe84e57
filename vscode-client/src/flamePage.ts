// The flame graph's page: the stacks as a picture, drawn by dist/flame.js, and as a table of what is spent where.
import { amountOf, bytesOf, shareOf, stepOf } from './heat';
import { Frame, selfOf, Stacks, Unit } from './stacks';

const rows = 20; // of the table

// What the page's script draws.
interface Drawn {
  name: string;
  label: string;
  heat: number;
  value: number;
  children: Drawn[];
}

export interface Resources {
  nonce: string;
  script: string; // the URI of flame.js, as the page may load it
}

export function flamePage(title: string, stacks: Stacks, { nonce, script }: Resources): string {
  const drawn = drawnOf(stacks.root, stacks);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<title>Flame graph of ${escape(title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<h1>Flame graph of ${escape(title)}: ${amount(stacks.root.value, stacks.unit)}</h1>
<p><label>Find <input id="search" type="search"></label> <output id="found" for="search"></output>
<button id="whole" type="button">Whole run</button></p>
<div id="chart"></div>
<p class="note">A frame is as wide as its share of the run, with all that it calls, which stands below it. Its colour tells what is
spent in it itself. A click on a frame makes it the widest. Frames below 0.05 % are left out.</p>
${table(stacks)}
<script type="application/json" id="frames" nonce="${nonce}">${JSON.stringify(drawn).replaceAll('<', '\\u003c')}</script>
<script nonce="${nonce}" src="${escape(script)}"></script>
</body>
</html>
`;
}

function drawnOf({ name, value, self, children }: Frame, stacks: Stacks): Drawn {
  const whole = stacks.root.value;
  const told = (part: number) => `${amount(part, stacks.unit)} ${shareOf(part, whole)}`;
  return {
    name,
    label: `${name}: ${told(value)}${self > 0 ? `, itself ${told(self)}` : ''}`,
    heat: stepOf(self / whole),
    value,
    children: children.map((child) => drawnOf(child, stacks)),
  };
}

function table({ unit, root }: Stacks): string {
  const cells = selfOf(root).slice(0, rows).map(({ name, value }) =>
    `<tr><th scope="row">${escape(name)}</th><td>${amount(value, unit)}</td><td>${shareOf(value, root.value)}</td></tr>`);
  return `<table>
<caption>Where it is spent</caption>
<thead><tr><th scope="col">Function</th><th scope="col">Itself</th><th scope="col">Share</th></tr></thead>
<tbody>
${cells.join('\n')}
</tbody>
</table>`;
}

function amount(value: number, unit: Unit): string {
  return unit === 'bytes' ? bytesOf(value) : amountOf(value, unit);
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const onEditor = (colour: string) => `color-mix(in srgb, var(--vscode-${colour}) 55%, var(--vscode-editor-background))`;

// Every colour is one of the theme's.
const style = `
body { font: var(--vscode-font-size) var(--vscode-font-family); color: var(--vscode-foreground); padding: 0 1.5em 2em;
  --cold: ${onEditor('perfhint-heat1').replace('55%', '18%')};
${[1, 2, 3, 4, 5].map((step) => `  --heat${step}: ${onEditor(`perfhint-heat${step}`)};`).join('\n')}
  --found: ${onEditor('charts-purple')}; }
h1 { font-size: 1.4em; font-weight: 600; }
input, button { font: inherit; padding: .2em .6em;
  border: 1px solid var(--vscode-contrastBorder, var(--vscode-input-border, var(--vscode-widget-border, transparent))); }
input { background: var(--vscode-input-background); color: var(--vscode-input-foreground); }
button { background: var(--vscode-button-secondaryBackground); color: var(--vscode-button-secondaryForeground); cursor: pointer; }
output { color: var(--vscode-descriptionForeground); margin: 0 1em 0 .4em; }
:focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: 1px; }
svg { display: block; }
rect { stroke: var(--vscode-contrastBorder, var(--vscode-editor-background)); }
.frame { cursor: pointer; }
.frame:hover rect { stroke: var(--vscode-foreground); }
.fade { opacity: .6; }
.d3-flame-graph-label { font: 12px/20px var(--vscode-editor-font-family); padding: 0 4px; color: var(--vscode-foreground);
  white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.note { color: var(--vscode-descriptionForeground); max-width: 64em; }
table { border-collapse: collapse; }
caption { text-align: left; padding-bottom: .3em; color: var(--vscode-descriptionForeground); }
th, td { text-align: left; font-weight: normal; padding: .2em 1em .2em 0;
  border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, rgba(128, 128, 128, .35))); }
th + *, td { text-align: right; font-variant-numeric: tabular-nums; }
thead th { color: var(--vscode-descriptionForeground); }
`;
