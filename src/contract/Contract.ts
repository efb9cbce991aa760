import type { ValidateFunction } from 'ajv';
import type { OpenApiDocument } from './document.js';
import { createResolver, type Resolver } from './resolver.js';
import { type CompilerOptions, compilerOf, type SchemaCompiler } from './schemaCompiler.js';
import { type Shape, shapeAt } from './shape.js';

/** The content of a document, with every reference followed. */
export interface Contract {
  readonly document: OpenApiDocument;
  /** All operations, in the document's order. */
  readonly operations: readonly Operation[];
  /** Base URLs; the first is the vendor's. */
  readonly servers: readonly string[];
  /** Schemes of the Authorization header, any of which a request may use, in lower case: `bearer`, `basic`. */
  readonly authenticationSchemes: readonly string[];
  /** @throws Error when the document has no operation of that id. */
  operation(id: string): Operation;
  /**
   * The validator of a named schema, compiled on first use.
   *
   * @throws Error when the document has no schema of that name.
   */
  schema(name: string): ValidateFunction;
  /**
   * Names of the members that a named schema describes, in the document's order.
   *
   * @throws Error when the document has no schema of that name.
   */
  membersOf(name: string): readonly string[];
}

/** One operation of a document. */
export interface Operation {
  readonly id: string;
  /** In upper case, such as `POST`. */
  readonly method: string;
  /** The path, with the parameters in braces. */
  readonly path: string;
  /** Whether a request to it needs a key. */
  readonly needsKey: boolean;
  readonly parameters: Readonly<Record<ParameterPlace, readonly Parameter[]>>;
  /** The query as an object. */
  readonly queryShape: Shape;
  /** Undefined if the document gives the operation none. */
  readonly requestBody: RequestBody | undefined;
  readonly responses: ReadonlyMap<number, OperationResponse>;
}

export type ParameterPlace = 'path' | 'query' | 'header';

export interface Parameter {
  readonly name: string;
  readonly required: boolean;
}

export interface RequestBody {
  readonly required: boolean;
  readonly mediaType: string;
  /** Names of the members that its schema describes. */
  readonly properties: readonly string[];
  readonly shape: Shape;
}

/** One status of an operation. */
export interface OperationResponse {
  readonly headers: readonly ResponseHeader[];
  readonly mediaType: string;
  /** Validates the body, a text unless it is JSON. Compiled on first use. */
  readonly body: ValidateFunction;
  /** Example bodies of the document, by name. */
  readonly examples: Readonly<Record<string, unknown>>;
}

export interface ResponseHeader {
  readonly name: string;
  readonly required: boolean;
  /** Validates the value. Compiled on first use. */
  readonly value: ValidateFunction;
}

const contracts = new WeakMap<OpenApiDocument, Contract>();

/** Reads a document. The same document always gives the same contract, so that its schemas are compiled once. */
export function contractOf(document: OpenApiDocument): Contract {
  const contract = contracts.get(document) ?? readContract(document);
  contracts.set(document, contract);
  return contract;
}

/** The path of an operation, with the escaped id instead of its only parameter. */
export function pathTo({ path }: Operation, id: string): string {
  return path.replace(/\{\w+\}/, () => encodeURIComponent(id));
}

/** Reads a document into a new contract. */
export function readContract(document: OpenApiDocument, options: CompilerOptions = {}): Contract {
  const compiler = compilerOf(document, options);
  const resolve = createResolver(document);
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, node]) => readOperation(method, path, node, resolve, compiler)),
  );
  const members = new Map<string, readonly string[]>();
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  return {
    document,
    operations,
    servers: document.servers.map(({ url }) => url),
    authenticationSchemes: document.security.flatMap(Object.keys).map((name) => {
      const { node } = resolve<{ scheme: string }>(`/components/securitySchemes/${name}`);
      return node.scheme;
    }),
    operation(id) {
      const operation = byId.get(id);
      if (!operation) throw new Error(`the document has no operation ${id}`);
      return operation;
    },
    schema: (name) => compiler(`/components/schemas/${name}`),
    membersOf(name) {
      const found = members.get(name);
      if (found) return found;
      const { properties = {} } = resolve<{ properties?: object }>(`/components/schemas/${name}`).node;
      const own = Object.keys(properties);
      members.set(name, own);
      return own;
    },
  };
}

interface OperationNode {
  readonly operationId: string;
  readonly parameters?: readonly unknown[];
  readonly requestBody?: unknown;
  readonly security?: readonly unknown[];
  readonly responses: Readonly<Record<string, unknown>>;
}

function readOperation(
  method: string,
  path: string,
  node: unknown,
  resolve: Resolver,
  compile: SchemaCompiler,
): Operation {
  const place = `/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`;
  const { operationId, parameters = [], requestBody, responses, security } = node as OperationNode;
  const resolved = parameters.map((_, index) => {
    const { node, pointer } = resolve<ParameterNode>(`${place}/parameters/${index}`);
    const { name, in: where, required = false } = node;
    return { where, parameter: { name, required }, schema: `${pointer}/schema` };
  });
  const queried = resolved.filter(({ where }) => where === 'query');
  const at = (wanted: ParameterPlace) =>
    resolved.filter(({ where }) => where === wanted).map(({ parameter }) => parameter);

  return {
    id: operationId,
    method: method.toUpperCase(),
    path,
    needsKey: security?.length !== 0,
    parameters: { path: at('path'), query: at('query'), header: at('header') },
    queryShape: {
      types: ['object'],
      properties: Object.fromEntries(
        queried.map(({ parameter, schema }) => [parameter.name, shapeAt(resolve, schema)]),
      ),
    },
    requestBody: requestBody === undefined ? undefined : readBody(`${place}/requestBody`, resolve),
    responses: new Map(
      Object.keys(responses).map((status) => [
        Number(status),
        readResponse(`${place}/responses/${status}`, resolve, compile),
      ]),
    ),
  };
}

interface ParameterNode {
  readonly name: string;
  readonly in: ParameterPlace;
  readonly required?: boolean;
}

function readBody(place: string, resolve: Resolver): RequestBody {
  const { node, pointer } = resolve<{ required?: boolean; content: Record<string, unknown> }>(place);
  const [mediaType = ''] = Object.keys(node.content);
  const schema = `${pointer}/content/${mediaType.replaceAll('/', '~1')}/schema`;
  const { properties = {} } = resolve<{ properties?: object }>(schema).node;
  const shape = shapeAt(resolve, schema);
  return { required: node.required ?? false, mediaType, properties: Object.keys(properties), shape };
}

function readResponse(place: string, resolve: Resolver, compile: SchemaCompiler): OperationResponse {
  const { node, pointer } = resolve<{ headers?: object; content: object }>(place);
  const [mediaType = ''] = Object.keys(node.content);
  const media = `${pointer}/content/${mediaType.replaceAll('/', '~1')}`;
  const { examples = {} } = resolve<{ examples?: object }>(media).node;
  return {
    headers: Object.keys(node.headers ?? {}).map((name) => {
      const header = resolve<{ required?: boolean }>(`${pointer}/headers/${name}`);
      return {
        name,
        required: header.node.required ?? false,
        get value() {
          return compile(`${header.pointer}/schema`);
        },
      };
    }),
    mediaType,
    get body() {
      return compile(`${media}/schema`);
    },
    examples: Object.fromEntries(
      Object.keys(examples).map((name) => [name, resolve<{ value: unknown }>(`${media}/examples/${name}`).node.value]),
    ),
  };
}
