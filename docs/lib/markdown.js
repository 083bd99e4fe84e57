// Markdown as the site shows it: headings with anchors, wide tables that scroll, links that lead to the site's own pages.
import MarkdownIt from 'markdown-it';
import { code } from './code.js';
import { addressOf } from './documents.js';
import { inlineCode, raw } from './html.js';

export const slug = (text) => text.toLowerCase().replace(/[^\w]+/g, '-').replace(/^-|-$/g, '');

const markdown = new MarkdownIt({ html: true, typographer: false });
export default markdown;

markdown.renderer.rules.fence = (tokens, at) =>
  code(tokens[at].content.replace(/\n$/, ''), tokens[at].info.split(/\s+/)[0]).toString();

markdown.renderer.rules.code_inline = (tokens, at) => inlineCode(tokens[at].content).toString();

markdown.renderer.rules.heading_open = (tokens, at) => {
  const { tag } = tokens[at];
  return `<${tag} id="${slug(tokens[at + 1].content)}">`;
};

markdown.renderer.rules.table_open = () => '<div class="wide" tabindex="0" role="group" aria-label="Table"><table>\n';
markdown.renderer.rules.table_close = () => '</table></div>\n';

// A first cell that is empty is no heading.
markdown.renderer.rules.th_open = (tokens, at) => (tokens[at + 1].content ? '<th scope="col">' : '<td>');
markdown.renderer.rules.th_close = (tokens, at) => (tokens[at - 1].content ? '</th>' : '</td>');

function onSite(token, name, env) {
  token.attrSet(name, addressOf(token.attrGet(name), env?.from));
}

markdown.renderer.rules.link_open = (tokens, at, options, env, self) => {
  onSite(tokens[at], 'href', env);
  return self.renderToken(tokens, at, options);
};

const image = markdown.renderer.rules.image;
markdown.renderer.rules.image = (tokens, at, options, env, self) => {
  onSite(tokens[at], 'src', env);
  return image(tokens, at, options, env, self);
};

// `from`: the file in the repository that the text stands in, which relative links start from.
export const render = (text, from) => raw(markdown.render(text, { from }));
export const renderInline = (text, from) => raw(markdown.renderInline(text, { from }));
