/** What a client has to know of a document while it runs. The document itself is far too large for a browser. */
export function digestOf({ info, servers, paths, components }) {
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, ...operation })),
  );
  const pathOf = (id) => operations.find(({ operationId }) => operationId === id)?.path;

  const errorStatuses = {};
  for (const { path, method, responses } of operations) {
    const statuses = Object.keys(responses).map(Number);
    errorStatuses[path] = {
      ...errorStatuses[path],
      [method.toUpperCase()]: statuses.filter((status) => status !== 200),
    };
  }

  const mediaTypes = new Set(operations.flatMap(({ requestBody }) => bodyTypes(requestBody, components)));
  if (mediaTypes.size !== 1) throw new Error(`"${info.title}" has request bodies of ${mediaTypes.size} media types`);

  /** The example of a header parameter such as `Stripe-Version`; undefined when no operation takes one. */
  const versions = Object.values(components.parameters).find(({ name }) => name.endsWith('-Version'))?.examples;
  const apiVersion = versions && Object.values(versions)[0].value;

  return {
    baseUrl: servers[0].url,
    ...(apiVersion && { apiVersion }),
    mediaType: [...mediaTypes][0],
    cancelPath: pathOf('cancelPaymentIntent'),
    retrievePath: pathOf('retrievePaymentIntent'),
    errorStatuses,
    cancelableStatuses: components.schemas.CancelableStatus.enum,
    stateErrorCode: components.examples.AlreadyCanceled.value.error.code,
  };
}

/** The media types of a request body, which is a component; none when there is none. */
function bodyTypes(requestBody, { requestBodies }) {
  return requestBody ? Object.keys(requestBodies[requestBody.$ref.split('/').at(-1)].content) : [];
}
