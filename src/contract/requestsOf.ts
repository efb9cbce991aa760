import type { OpenApiDocument } from './document.js';

/**
 * A copy of the document as far as requests go, for the validator changes what it is given. With responses and examples
 * its first request takes 1 s of processor time instead of 0.16.
 */
export function requestsOf(document: OpenApiDocument): object {
  const { paths, components, ...others } = structuredClone(document);
  const { parameters, requestBodies = {}, schemas } = components;
  for (const operation of Object.values(paths).flatMap(Object.values)) operation.responses = {};
  for (const media of (Object.values(requestBodies) as RequestBodyNode[]).flatMap(({ content }) =>
    Object.values(content),
  )) {
    delete media.examples;
  }
  return { ...others, paths, components: { parameters, requestBodies, schemas } };
}

interface RequestBodyNode {
  readonly content: Record<string, { examples?: object }>;
}
