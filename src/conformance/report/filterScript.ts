import { createHash } from 'node:crypto';

/** Shows only entries whose summary has every word of the search field, which only scripts make visible. */
export const filterScript = `
const field = document.querySelector('input[type=search]');
const entries = Array.from(document.querySelectorAll('details'), (entry) => ({
  entry,
  text: entry.querySelector('summary').textContent.toLowerCase(),
}));
field.addEventListener('input', () => {
  const words = field.value.toLowerCase().split(' ');
  for (const { entry, text } of entries) entry.hidden = !words.every((word) => text.includes(word));
});
field.parentElement.hidden = false;
`;

/** What a Content-Security-Policy has in its `script-src` to let this script run, and no other. */
export const filterScriptSource = `'sha256-${createHash('sha256').update(filterScript).digest('base64')}'`;
