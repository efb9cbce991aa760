import { readFileSync } from 'node:fs';
import { escapeHtml } from './markdown.js';
import { pages } from './pages.js';

const css = readFileSync(new URL('site.css', import.meta.url), 'utf8').replace(/\s+/g, ' ');

/** The links to every page, the current one marked, and to its Markdown. */
export function navigation(current) {
  const link = ({ id, label, group, lang }) => {
    const name =
      group && label === 'Reference' ? `<a href="${id}.html" aria-label="${group}, reference"` : `<a href="${id}.html"`;
    const language = lang ? ` lang="${lang}" hreflang="${lang}"` : '';
    const here = id === current ? ' aria-current="page"' : '';
    return `${name}${language}${here}>${label}</a>`;
  };
  const groups = [...new Set(pages.map(({ group }) => group))].map((group) => {
    const links = pages.filter((page) => page.group === group).map(link);
    return `<span class="group">${group ? `<b>${group}</b> ` : ''}${links.join(' ')}</span>`;
  });
  const markdown = `<span class="group"><a href="${current}.md" type="text/markdown">Markdown</a></span>`;
  return `<nav class="site" aria-label="Pages">${groups.join('')}${markdown}</nav>`;
}

/** What every page begins with. */
export function head({ title, id, lang = 'en', description = '' }) {
  return `<!DOCTYPE html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${escapeHtml(description)}">
<link rel="icon" href="data:,">
<link rel="alternate" type="text/markdown" href="${id}.md">`;
}

/** A page of ours, without a script. */
export function frame({ body, ...page }) {
  return `${head(page)}
<meta name="color-scheme" content="light dark">
<style>${css}</style>
</head>
<body>
${navigation(page.id)}
<main>
${body}
</main>
<footer><a href="llms.txt">llms.txt</a></footer>
</body>
</html>
`;
}
