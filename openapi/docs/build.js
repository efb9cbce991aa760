// Fills generated/docs: each page as HTML and as Markdown, the script that draws the references, drawings, llms.txt, the index last.
// Silent unless it fails.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withChecks } from './checks.js';
import { withDocumentCards, withDocuments } from './comparison.js';
import { errorsMarkdown } from './errors.js';
import { frame } from './frame.js';
import { llmsText } from './llms.js';
import { renderMarkdown } from './markdown.js';
import { documentOf, pages } from './pages.js';
import { redocScript } from './redoc.js';
import { referencePage } from './reference.js';
import { referenceMarkdown } from './referenceMarkdown.js';
import { drawStates } from './states.js';

const fromHere = (path) => fileURLToPath(new URL(path, import.meta.url));
const docs = fromHere('../../generated/docs');
const names = pages.filter(({ kind }) => kind === 'reference').map(({ id }) => id);

const read = async (name) => JSON.parse(await readFile(fromHere(`../../generated/${name}.json`), 'utf8'));
const documents = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await read(name)])));
const guide = (id) => readFile(fromHere(`../guides/${id}.md`), 'utf8');

/** The page as Markdown, and as HTML. */
const kinds = {
  guide: async ({ id, lang }) => {
    const text = await guide(id);
    const markdown = withDocuments(text, documents);
    const drawings = Object.fromEntries(
      [...text.matchAll(/!\[.*?\]\((\w+-states(?:\.pt)?\.svg)\)/g)].map(([, file]) => [
        file,
        drawStates(documents[file.split('-')[0]], { lang }),
      ]),
    );
    const body = renderMarkdown(withDocumentCards(text, documents), drawings);
    return { markdown, html: frame({ id, lang, ...about(markdown), body }), drawings };
  },
  errors: async (page) => {
    const name = documentOf(page);
    const markdown = errorsMarkdown(name, page.group, documents[name]);
    return { markdown, html: frame({ id: page.id, ...about(markdown), body: renderMarkdown(markdown) }) };
  },
  reference: async ({ id }) => ({
    markdown: referenceMarkdown(id, documents[id]),
    html: referencePage(id, withChecks(id, documents[id])),
  }),
};

/** The heading of a page, and its first sentence. */
function about(markdown) {
  const [, title, first] = /^# (.+)\n+([\s\S]+?)\n\n/.exec(markdown);
  const [description] = first
    .replace(/\s+/g, ' ')
    .replace(/\[(.+?)\]\(.+?\)/g, '$1')
    .split(/(?<=\.) /);
  return { title: title.replaceAll('`', ''), description: description.replace(/[*`]/g, '') };
}

await rm(docs, { recursive: true, force: true });
await mkdir(docs, { recursive: true });
const folder = await mkdtemp(join(tmpdir(), 'docs-'));
try {
  await writeFile(`${docs}/redoc.js`, await redocScript(fromHere('../../generated/chargefy.json'), folder));
} finally {
  await rm(folder, { recursive: true });
}
const written = await Promise.all(pages.map(async (page) => ({ id: page.id, ...(await kinds[page.kind](page)) })));
for (const { id, markdown, html, drawings = {} } of written.reverse()) {
  for (const [file, drawing] of Object.entries(drawings)) await writeFile(`${docs}/${file}`, drawing);
  await writeFile(`${docs}/${id}.md`, markdown);
  if (id === 'index') {
    const listed = written
      .toReversed()
      .map((page) => ({ id: page.id, title: about(page.markdown).title, summary: about(page.markdown).description }));
    await writeFile(`${docs}/llms.txt`, llmsText(listed));
  }
  await writeFile(`${docs}/${id}.html`, html);
}
