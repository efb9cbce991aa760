import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type DocumentName, loadDocument } from '../../src/contract/document.js';
import { formats } from '../../src/contract/formats.js';

type Json = Readonly<Record<string, unknown>>;

/** An example of the document, and the schema it stands beside. */
export interface NamedExample {
  readonly name: string;
  readonly value: unknown;
  /** JSON pointer of the schema that the value has to satisfy. */
  readonly schema: string;
  /** Where the example is used, such as `cancelPaymentIntent 404`. */
  readonly place: string;
}

export interface DocumentedResponse {
  readonly operation: string;
  readonly status: number;
  readonly schema: string;
  readonly examples: readonly NamedExample[];
}

/** A dialect's document as the tests read it: what stands where, and what agrees with it. */
export function documented(name: DocumentName) {
  const document = loadDocument(name);
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats });
  addFormats.default(ajv);
  ajv.addSchema(document, name);

  /** What stands at a JSON pointer; references on the way are followed. */
  const at = (pointer: string): unknown =>
    pointer
      .split('/')
      .slice(1)
      .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>((node, token) => follow((node as Json)[token]), document);
  const follow = (node: unknown): unknown => {
    const { $ref } = (node ?? {}) as { $ref?: string };
    return $ref === undefined ? node : at($ref.slice(1));
  };
  /** The pointer of a node itself, when the node at `pointer` is only a reference to it. */
  const homeOf = (node: unknown, pointer: string): string => (node as { $ref?: string }).$ref?.slice(1) ?? pointer;

  const examplesIn = (content: string, place: string): NamedExample[] =>
    Object.keys((at(content) as { examples?: Json }).examples ?? {}).map((example) => ({
      name: example,
      value: (at(`${content}/examples/${example}`) as { value: unknown }).value,
      schema: `${content}/schema`,
      place,
    }));

  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      pointer: `/paths/${path.replaceAll('/', '~1')}/${method}`,
      parameters: [],
      ...(operation as { operationId: string; parameters?: unknown[]; requestBody?: unknown; responses: Json }),
    })),
  );

  const responses: DocumentedResponse[] = operations.flatMap(({ operationId, pointer, responses }) =>
    Object.entries(responses).map(([status, response]) => {
      const home = homeOf(response, `${pointer}/responses/${status}`);
      const [mediaType = ''] = Object.keys((at(home) as { content: Json }).content);
      const content = `${home}/content/${mediaType.replaceAll('/', '~1')}`;
      return {
        operation: operationId,
        status: Number(status),
        schema: `${content}/schema`,
        examples: examplesIn(content, `${operationId} ${status}`),
      };
    }),
  );

  const requestExamples = operations.flatMap(({ operationId, pointer, parameters, requestBody }) => [
    ...parameters.flatMap((parameter, index) =>
      examplesIn(homeOf(parameter, `${pointer}/parameters/${index}`), `${operationId} parameter`),
    ),
    ...(requestBody === undefined ? [] : [homeOf(requestBody, `${pointer}/requestBody`)]).flatMap((body) =>
      Object.keys((at(body) as { content: Json }).content).flatMap((type) =>
        examplesIn(`${body}/content/${type.replaceAll('/', '~1')}`, `${operationId} body`),
      ),
    ),
  ]);

  /** Why a value disagrees with the schema at a pointer; empty when it agrees. */
  const disagreements = (schema: string, value: unknown): string[] => {
    const validate = ajv.getSchema(`${name}#${schema}`);
    if (!validate) throw new Error(`${name} has no schema at ${schema}`);
    validate(value);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  return { document, at, operations, responses, requestExamples, disagreements };
}
