/** Gives Node’s HTTP parser one request of a connection at a time. */

import type { Duplex } from 'node:stream';

const endOfHead = '\r\n\r\n';
const nothing = Buffer.alloc(0);

/**
 * Gives Node's HTTP parser one request at a time, and only while there is room for it. Otherwise the parser takes all
 * that came with one read, 64 kB, which can be 3,600 requests; pausing the socket meanwhile comes too late.
 *
 * @returns what to call when there may be room again.
 */
export function readByRequest(socket: Duplex, hasRoom: () => boolean): () => void {
  const parsers = socket.listeners('data') as ((chunk: Buffer) => void)[];
  socket.removeAllListeners('data');
  let unread: Buffer = nothing;
  let paused = false;

  const read = () => {
    // What follows the last answer is dropped.
    if (socket.writableEnded) unread = nothing;
    // Node pauses the socket as well, while the caller does not read or a body is not read.
    while (unread.length > 0 && hasRoom() && !socket.isPaused() && !socket.destroyed) {
      const end = unread.indexOf(endOfHead);
      const length = end < 0 ? unread.length : end + endOfHead.length;
      const part = unread.subarray(0, length);
      unread = unread.subarray(length);
      for (const parse of parsers) parse(part);
      if (socket.writableEnded) unread = nothing;
    }
    if (hasRoom() || socket.writableEnded || socket.isPaused()) return;
    paused = true;
    socket.pause();
  };
  socket.on('data', (chunk: Buffer) => {
    unread = unread.length > 0 ? Buffer.concat([unread, chunk]) : chunk;
    read();
  });
  socket.on('resume', read);

  return () => {
    if (!paused || !(hasRoom() || socket.writableEnded)) return;
    paused = false;
    socket.resume();
  };
}
