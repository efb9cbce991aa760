import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export interface HeldRequest {
  /** Sends the body. Gives back the answer. */
  finish(): Promise<{ status: number | undefined; connection: string | undefined; body: unknown }>;
}

/** A POST that is in flight: the server has its head and waits for its body. The connection asks to be kept alive. */
export async function holdRequest(url: string, key: string, body: string): Promise<HeldRequest> {
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const headers = {
    Authorization: `Bearer ${key}`,
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': Buffer.byteLength(body),
    Expect: '100-continue',
  };
  const held = request(url, { method: 'POST', headers, agent });
  const answer = once(held, 'response') as Promise<[IncomingMessage]>;
  // Whoever does not ask for the answer does not want to hear that there was none.
  answer.catch(() => undefined);
  held.flushHeaders();
  await once(held, 'continue');
  return {
    async finish() {
      held.end(body);
      const [response] = await answer;
      return {
        status: response.statusCode,
        connection: response.headers.connection,
        body: JSON.parse(await text(response)),
      };
    },
  };
}
