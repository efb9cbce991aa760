import type { EventError } from './EventError.js';

/** The bytes of a body as they were received, which is what a vendor signs. */
export function rawBody(payload: unknown): Uint8Array | EventError {
  // Not by `instanceof`: a Buffer may come from another realm than this module, as in jest.
  const bytes = ArrayBuffer.isView(payload)
    ? new Uint8Array(payload.buffer, payload.byteOffset, payload.byteLength)
    : typeof payload === 'string'
      ? new TextEncoder().encode(payload)
      : undefined;
  if (bytes?.length === 0 || payload === undefined || payload === null) {
    return { kind: 'payload_missing', message: 'There is no body to verify.' };
  }
  const message = 'Pass the raw body, as text or bytes: a parsed one, written again, is not what was signed.';
  return bytes ?? { kind: 'payload_not_raw', message };
}
