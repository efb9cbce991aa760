import { listItem } from './listItem.js';
import { partsOf } from './parts.js';

/**
 * Every error that a document has, in the order of statuses: `status`, `code` (null when the error has none), `type`, the
 * advice of the document (`means`, `remedy`, `retry`), the operations that answer with it, and the situations that examples show.
 */
export function errorsOf(document) {
  const { operations, schemas } = partsOf(document);
  const errors = new Map();
  for (const { operationId, responses } of operations) {
    for (const { status, schema, examples } of responses) {
      for (const code of codesOf(schema)) errorAt(errors, status, code).operations.add(operationId);
      for (const { name, summary, description, value } of examples.filter(({ value }) => value?.error)) {
        const { code, type, message } = value.error;
        const error = errorAt(errors, status, code ?? null, code ? undefined : type);
        error.operations.add(operationId);
        error.type = type;
        error.situations.set(name, { summary, message, description });
      }
    }
  }
  const advice = { ...schemas.ErrorCode['x-advice'], ...schemas.ErrorType['x-advice'] };
  return [...errors.values()]
    .map((error) => ({ ...error, ...adviceOn(error, advice) }))
    .sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
}

/** By status, then by code. Those without a code come last. */
const rank = ({ status, code, type }) => `${status} ${code ?? `~${type}`}`;

function adviceOn({ status, code, type }, advice) {
  const key = code ?? `${status} ${type}`;
  if (!advice[key]) throw new Error(`x-advice says nothing of ${key}`);
  return advice[key];
}

function errorAt(errors, status, code, type) {
  const key = `${status} ${code ?? type}`;
  if (!errors.has(key)) errors.set(key, { status, code, type, operations: new Set(), situations: new Map() });
  return errors.get(key);
}

/** The codes that the schema of a response allows. */
function codesOf(schema) {
  const { const: only, enum: several } = schema?.properties?.error?.properties?.code ?? {};
  return only === undefined ? (several ?? []) : [only];
}

/** The page of a dialect's errors, as Markdown. */
export function errorsMarkdown(name, title, document) {
  const errors = errorsOf(document);
  const { operations } = partsOf(document);
  const label = ({ code, type }) => (code ? `\`${code}\`` : `\`${type}\` without a code`);

  const table = errors.map(
    (error) => `| ${label(error)} | ${error.status} | ${error.means} | ${error.remedy} | ${error.retry} |`,
  );
  const byOperation = operations.map(({ operationId, summary, method, path }) => {
    const own = errors.filter(({ operations }) => operations.has(operationId));
    const statuses = [...new Set(own.map(({ status }) => status))];
    const lines = statuses.map(
      (status) =>
        `- ${status}: ${own
          .filter((error) => error.status === status)
          .map(label)
          .join(', ')}`,
    );
    return `### ${summary}\n\n\`${method} ${path}\`\n\n${lines.join('\n')}\n`;
  });
  const situations = errors.map((error) => {
    const lines = [...error.situations.values()].map(({ summary, message, description = '' }) =>
      listItem(`${summary} \`${message.replaceAll('`', "'")}\``, description),
    );
    return `### ${error.status}, ${label(error)}\n\n${lines.join('\n')}\n`;
  });

  return `# Errors of ${title}

Every error of every operation that the [document](${name}.md) describes. Decide by status and \`code\`, never by \`message\`, which
changes without notice. The [guide](${name}-guide.md) says how to cancel so that few of them matter.

## What to do

| Code | Status | Means | What to do | Retry |
|---|---|---|---|---|
${table.join('\n')}

## By operation

${byOperation.join('\n')}
## Situations

Each is an example of the document, with its message and what the document says of it.

${situations.join('\n')}`;
}
