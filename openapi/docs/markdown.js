import { Marked } from 'marked';

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeHtml = (text) => text.replace(/[&<>"]/g, (character) => escapes[character]);

const slug = (text) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

/** A first column is narrow: its codes break after an underscore. */
const breakable = (html) => html.replace(/_(?=\w)/g, '$&<wbr>');

/**
 * Markdown of ours as HTML. Links to other pages lead to their HTML; `drawings` are set in place of the images of their name. A
 * cell knows the heading of its column, so that a phone can show a row as a list.
 */
export function renderMarkdown(markdown, drawings = {}) {
  const taken = new Map();
  const idFor = (text) => {
    const id = slug(text);
    const count = taken.get(id) ?? 0;
    taken.set(id, count + 1);
    return count === 0 ? id : `${id}-${count}`;
  };

  const renderer = {
    heading({ tokens, depth, text }) {
      return `<h${depth} id="${idFor(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    code({ text, lang }) {
      return `<pre tabindex="0"><code class="language-${lang}">${escapeHtml(text)}</code></pre>\n`;
    },
    link({ href, tokens }) {
      const target = /^[\w.-]+\.md(?=#|$)/.test(href) ? href.replace('.md', '.html') : href;
      return `<a href="${escapeHtml(target)}">${this.parser.parseInline(tokens)}</a>`;
    },
    image({ href, text }) {
      return drawings[href] ? `<figure>${drawings[href]}</figure>` : `<img src="${href}" alt="${escapeHtml(text)}">`;
    },
    table({ header, rows }) {
      const cells = header.map(({ tokens }) => `<th scope="col">${this.parser.parseInline(tokens)}</th>`);
      const lines = rows.map((row) => {
        const [first, ...others] = row.map(({ tokens }) => this.parser.parseInline(tokens));
        const data = others.map((html, index) => `<td data-label="${escapeHtml(header[index + 1].text)}">${html}</td>`);
        return `<tr><th scope="row">${breakable(first)}</th>${data.join('')}</tr>`;
      });
      const kind = header.length === 2 ? ' class="pairs"' : '';
      return `<table${kind}>\n<thead><tr>${cells.join('')}</tr></thead>\n<tbody>\n${lines.join('\n')}\n</tbody>\n</table>\n`;
    },
  };
  return new Marked({ renderer }).parse(markdown);
}
