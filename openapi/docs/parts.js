/** Looks into a document for those who render it. */
export function partsOf(document) {
  const follow = (node) => {
    if (node?.$ref === undefined) return node;
    const steps = node.$ref.slice('#/'.length).split('/');
    return follow(steps.reduce((part, step) => part[step.replaceAll('~1', '/').replaceAll('~0', '~')], document));
  };

  /** What is said of a body: the first media type, and its schema and examples without references. */
  const contentOf = (node) => {
    const [[mediaType, { schema, examples = {} }] = ['', {}]] = Object.entries(follow(node)?.content ?? {});
    const values = Object.entries(examples).map(([name, example]) => ({ name, ...follow(example) }));
    return { mediaType, schema: follow(schema), examples: values };
  };

  const operationsIn = (paths = {}) =>
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        ...operation,
        path,
        method: method.toUpperCase(),
        parameters: (operation.parameters ?? []).map(follow),
        responses: Object.entries(operation.responses).map(([status, response]) => ({
          status,
          ...follow(response),
          ...contentOf(response),
        })),
      })),
    );

  return {
    operations: operationsIn(document.paths),
    /** Where an event is received: its `path` is the type of the event. */
    webhooks: operationsIn(document.webhooks).map((webhook) => ({ ...webhook, isWebhook: true })),
    follow,
    contentOf,
    schemas: document.components.schemas,
    examples: document.components.examples,
  };
}
