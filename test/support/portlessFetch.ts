import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, request as send } from 'node:http';
import { duplexPair } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** A fetch that hands its requests to an app, over no network. */
export function portlessFetch(app: RequestListener): typeof fetch {
  const server = createServer(app);
  return async (input, init) => {
    const request = new Request(input, init);
    const [near, far] = duplexPair();
    server.emit('connection', far);
    const sent = send({
      createConnection: () => near as never,
      method: request.method,
      path: request.url.slice(new URL(request.url).origin.length),
      headers: Object.fromEntries(request.headers),
      signal: request.signal,
    });
    sent.end(Buffer.from(await request.arrayBuffer()));
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return new Response(await buffer(response), {
      status: response.statusCode ?? 0,
      headers: response.headers as Record<string, string>,
    });
  };
}
