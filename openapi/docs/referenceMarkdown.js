import { fieldItem, fieldItems } from './fields.js';
import { listItem } from './listItem.js';
import { openingOf } from './opening.js';
import { partsOf } from './parts.js';
import { samplesOf } from './samples.js';

/** Text that this many operations repeat stands once, at the end. */
const many = 3;

const fences = { Shell: 'sh', TypeScript: 'ts', JavaScript: 'js' };

/** A document as Markdown: what its page says, without the schemas of responses, which the document itself has. */
export function referenceMarkdown(name, document) {
  const { operations, webhooks } = partsOf(document);
  const { title, summary, description } = document.info;
  const shown = openingOf(document);
  const samples = samplesOf(name, document);
  const said = [...operations, ...webhooks].map((operation) => itemsOf(document, operation));
  const shared = sharedOf(
    said.flatMap(({ parameters, answers }) => [...parameters, ...answers.map(({ item }) => item)]),
  );
  const tags = document.tags.map((tag) => {
    const own = said.filter(({ operation }) => operation.tags.includes(tag.name));
    const parts = own.map((items) =>
      items.operation.isWebhook
        ? describeEvent(items, shared)
        : describe(items, samples.get(items.operation.operationId), shared),
    );
    return paragraphs(`## ${tag.name}`, tag.description, ...parts);
  });
  return `${paragraphs(
    `# ${title}`,
    summary,
    description,
    shown && `\`\`\`sh\n${shown.request}\n\`\`\`\n\n\`\`\`json\n${JSON.stringify(shown.answer, null, 2)}\n\`\`\``,
    ...tags,
    shared.size > 0 && `## Shared\n\nSeveral operations, or events, have these.\n\n${[...shared].join('\n')}`,
  )}\n`;
}

const paragraphs = (...parts) =>
  parts
    .filter(Boolean)
    .map((part) => part.trim())
    .join('\n\n');

/** What an operation says of its parameters, its body and its answers, as items of lists. */
function itemsOf(document, operation) {
  const { follow, contentOf } = partsOf(document);
  const { parameters, requestBody, responses, isWebhook } = operation;
  const { mediaType, schema } = contentOf(requestBody);
  const { required, description } = follow(requestBody) ?? {};
  return {
    operation,
    parameters: parameters.map((parameter) => fieldItem({ ...parameter, place: parameter.in }, follow)),
    body: requestBody && {
      mediaType,
      required,
      description,
      about: schema.description,
      fields: isWebhook ? [] : fieldItems(schema, 'body', follow),
    },
    answers: responses.map(({ status, description, examples }) => ({
      item: listItem(`${status}:`, description),
      names: examples.map((example) => example.name),
    })),
  };
}

/** The items that many operations repeat and that don't fit in a line. */
function sharedOf(items) {
  const counts = new Map();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return new Set(items.filter((item) => item.includes('\n') && counts.get(item) >= many));
}

function describe({ operation, parameters, body, answers }, samples, shared) {
  const { summary, method, path, description } = operation;
  const brief = (item) => (shared.has(item) ? beginning(item) : item);
  return paragraphs(
    `### ${summary}`,
    `\`${method} ${path}\``,
    description,
    parameters.map(brief).join('\n'),
    body && `The body is \`${body.mediaType}\`, and ${body.required ? 'required' : 'optional'}.`,
    body?.description?.replace(/^Optional\.\s/, ''),
    body?.about,
    body?.fields.join('\n'),
    ...samples.map(({ lang, label, source }) => `With ${label}:\n\n\`\`\`${fences[lang]}\n${source}\n\`\`\``),
    'Answers, with the names of their examples in the document:',
    answers.map(({ item, names }) => withNames(brief(item), names)).join('\n'),
  );
}

/** An event, without what every event has in common. */
function describeEvent({ operation, parameters, body, answers }, shared) {
  const { summary, path, description } = operation;
  const all = [...parameters, ...answers.map(({ item }) => item)];
  const own = (items) => items.filter((item) => !shared.has(item));
  const [headers, answered] = [own(parameters), own(answers.map(({ item }) => item))];
  return paragraphs(
    `### ${summary}`,
    `\`${path}\``,
    description,
    body.description,
    headers.join('\n'),
    answered.length > 0 && `Answers of the endpoint:\n\n${answered.join('\n')}`,
    own(all).length < all.length && 'Header and answers: [as of every event](#shared).',
  );
}

/** The first sentence of an item, and where the others stand. */
function beginning(item) {
  const plain = item.replace(/^ *> /gm, '').replace(/\s+/g, ' ');
  return `${/^.*?\.(?= |$)/.exec(plain)[0]} [More](#shared)`;
}

const withNames = (item, names) => `${item}${item.includes('\n\n') ? '\n\n  ' : ' '}(${names.join(', ')})`;
