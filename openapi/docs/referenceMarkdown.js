import { openingOf } from './opening.js';
import { partsOf } from './parts.js';
import { samplesOf } from './samples.js';

/** A document as Markdown: what its page says, without the schemas of responses, which the document itself has. */
export function referenceMarkdown(name, document) {
  const { operations, follow, contentOf } = partsOf(document);
  const { title, summary, description } = document.info;
  const shown = openingOf(document);
  const samples = samplesOf(name, document);
  const tags = document.tags.map((tag) => {
    const own = operations.filter(({ tags }) => tags.includes(tag.name));
    const parts = own.map((operation) => describe(operation, samples.get(operation.operationId), follow, contentOf));
    return `## ${tag.name}\n\n${tag.description.trim()}\n\n${parts.join('\n')}`;
  });
  const opening = shown
    ? `\`\`\`sh\n${shown.request}\n\`\`\`\n\n\`\`\`json\n${JSON.stringify(shown.answer, null, 2)}\n\`\`\`\n\n`
    : '';
  return `# ${title}\n\n${summary}\n\n${description.trim()}\n\n${opening}${tags.join('\n')}`;
}

function describe(
  { summary, method, path, description, parameters, requestBody, responses },
  [sample],
  follow,
  contentOf,
) {
  const fields = Object.entries(contentOf(requestBody).schema?.properties ?? {}).map(([name, property]) =>
    line(name, 'body', follow(property).description),
  );
  const named = parameters.map((parameter) => line(parameter.name, parameter.in, parameter.description));
  const answers = responses.map(
    ({ status, description, examples }) =>
      `- ${status}: ${firstSentence(description)} (${examples.map(({ name }) => name).join(', ')})`,
  );
  return `### ${summary}

\`${method} ${path}\`

${description.trim()}

${[...named, ...fields].join('\n')}

\`\`\`sh
${sample.source}
\`\`\`

Answers, with the names of their examples in the document:

${answers.join('\n')}
`;
}

const line = (name, place, description = '') => `- \`${name}\` (${place}): ${firstSentence(description)}`;

/** The first sentence of a description in its own words, else of a quotation. */
function firstSentence(description) {
  const plain = description.replace(/^> ?/gm, '').replace(/\s+/g, ' ').trim();
  return /^.*?[.:](?= |$)/.exec(plain)?.[0] ?? plain;
}
