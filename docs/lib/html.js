// HTML from template literals: what is put in is escaped, unless it is HTML already.

class Html {
  constructor(text) { this.text = text; }
  toString() { return this.text; }
}

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escape = (text) => String(text).replace(/[&<>"]/g, (sign) => entities[sign]);

// Text that is HTML already.
export const raw = (text) => new Html(String(text));

function embed(value) {
  if (value === null || value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(embed).join('');
  return value instanceof Html ? value.text : escape(value);
}

export const html = (parts, ...values) =>
  raw(parts.reduce((out, part, at) => out + embed(values[at - 1]) + part));

// Code within a line: a few words stay together, long names may break behind a slash, a dot or an underscore.
export function inlineCode(text) {
  if (text.length <= 20) return raw(`<code class="short">${escape(text)}</code>`);
  return raw(`<code>${escape(text).replace(/(?<=\w)([/._])(?=\w)/g, '$1<wbr>')}</code>`);
}

// Plain text, in which backticks stand around code.
export const withCode = (text) => raw(text.split('`').map((part, at) => (at % 2 ? inlineCode(part) : escape(part))).join(''));

// Places have two digits; data stay as they are.
const written = (key, value) =>
  (typeof value === 'number' && !key.startsWith('data-') ? Number(value.toFixed(2)) : escape(value));

// An element of SVG: el('rect', {x: 1}, 'child', ...). Attributes that are undefined are left out.
export function el(name, attributes, ...children) {
  const words = Object.entries(attributes).filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${written(key, value)}"`);
  return raw(`<${name}${words.join('')}>${embed(children)}</${name}>`);
}
