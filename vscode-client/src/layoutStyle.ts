// The layout view's style sheet. Every colour is one of the theme's.

// `scale`: pixels for a byte. A height for each number of bytes that a part has; a rule that shows the chosen panel.
export function layoutStyle(scale: number, bytes: Set<number>, panels: number): string {
  const heights = [...bytes].map((n) => `.b${n} { height: ${(n * scale).toFixed(2)}px; }`);
  const shown = Array.from({ length: panels }, (_, i) => `main:has(#python${i}:checked) #panel${i}`);
  return `
body { font: var(--vscode-font-size) var(--vscode-font-family); color: var(--vscode-foreground); padding: 0 1.5em 2em; }
h1 { font-size: 1.4em; font-weight: 600; }
h2 { font-size: 1.1em; font-weight: 600; margin-top: 2em; }
code { font-family: var(--vscode-editor-font-family); }
fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 4px; }
legend { padding: 0 0 .4em; }
fieldset span { display: block; padding: .25em .8em;
  border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
  background: var(--vscode-button-secondaryBackground); color: var(--vscode-button-secondaryForeground); cursor: pointer; }
fieldset input { position: absolute; opacity: 0; }
fieldset input:checked + span { background: var(--vscode-button-background); color: var(--vscode-button-foreground);
  border-color: var(--vscode-contrastActiveBorder, transparent); text-decoration: underline; text-underline-offset: .3em; }
fieldset input:focus-visible + span { outline: 2px solid var(--vscode-focusBorder); outline-offset: 1px; }
section { display: none; }
${shown.join(', ')} { display: block; }
.pictures, .texts { display: grid; grid-template-columns: repeat(auto-fit, minmax(14em, 1fr));
  gap: 1em 2em; align-items: start; max-width: 64em; }
.texts { margin-top: 1.6em; grid-template-columns: repeat(auto-fit, minmax(19em, 1fr)); }
figure { margin: .6em 0 0; min-width: 0; }
figcaption { font-weight: 600; margin-bottom: .6em; }
.block + .block { margin-top: 14px; }
.part { box-sizing: border-box; display: flex; overflow: hidden; font-size: .92em; line-height: 14px; }
.offset { flex: 0 0 2.4em; padding-right: .5em; text-align: right;
  color: var(--vscode-descriptionForeground); font-variant-numeric: tabular-nums; }
.bytes { flex: 1; box-sizing: border-box; padding: 0 .6em; overflow: hidden;
  border: 1px solid var(--kind); border-left-width: 5px; margin-bottom: 1px;
  background: ${words(8 * scale)}color-mix(in srgb, var(--kind) 22%, transparent); }
.thin .bytes { border-block: 0; margin: 0; }
.gc { --kind: var(--vscode-charts-purple); }
.header { --kind: var(--vscode-charts-blue); }
.pointers { --kind: var(--vscode-charts-yellow); }
.values { --kind: var(--vscode-charts-green); }
.padding { --kind: var(--vscode-descriptionForeground); }
.padding .bytes { border-style: dashed; background: none; }
.vscode-high-contrast .bytes { background-color: transparent; }
table { border-collapse: collapse; width: 100%; }
.overview { width: auto; }
caption { text-align: left; padding-bottom: .3em; color: var(--vscode-descriptionForeground); }
th, td { text-align: left; font-weight: normal; padding: .2em 1em .2em 0; vertical-align: top;
  border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, rgba(128, 128, 128, .35))); }
thead th { color: var(--vscode-descriptionForeground); }
table.parts td:nth-child(-n + 2), table.parts thead th:nth-child(-n + 2) {
  text-align: right; font-variant-numeric: tabular-nums; }
tfoot * { border-bottom: 0; font-weight: 600; }
.note { color: var(--vscode-descriptionForeground); }
${heights.join('\n')}
`;
}

// A line under each word of 8 bytes, where there is room between them.
function words(pixels: number): string {
  if (pixels < 8) return '';
  const [above, below] = [(pixels - 1).toFixed(2), pixels.toFixed(2)];
  const line = 'color-mix(in srgb, var(--kind) 45%, transparent)';
  return `repeating-linear-gradient(transparent 0 ${above}px, ${line} ${above}px ${below}px), `;
}
