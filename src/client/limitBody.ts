/** Limits how much of a response body is read. */

import type { AnyError } from './ClientDialect.js';
import { networkError } from './thrownError.js';

/** Thrown for a body that can't be read. `error` becomes the call's. */
export class UnreadableBody extends Error {
  constructor(readonly error: AnyError) {
    super();
  }
}

/** Makes `text()` of a response fail beyond a size, and releases the connection: 0.7 MB of gzip can hold more than a gigabyte. */
export function limitBody(response: Response, maxBytes: number): void {
  const read = response.body?.getReader ? () => readText(response, maxBytes) : response.text;
  const text = () =>
    read.call(response).catch((thrown) => {
      throw thrown instanceof UnreadableBody ? thrown : new UnreadableBody(networkError(thrown));
    });
  Object.defineProperty(response, 'text', { value: text });
}

async function readText(response: Response, maxBytes: number): Promise<string> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      const { status } = response;
      const message = `HTTP ${status} with more than ${maxBytes} bytes.`;
      throw new UnreadableBody({ kind: 'too_large', status, maxBytes, message });
    }
    text += decoder.decode(value, { stream: true });
  }
}
