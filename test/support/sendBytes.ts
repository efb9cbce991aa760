import { connect } from 'node:net';

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Writes bytes to a server and reads one answer, whose length it must announce. */
export function sendBytes(url: string, bytes: string): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let received = Buffer.alloc(0);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`the connection ended after ${JSON.stringify(received.toString())}`)));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = received.subarray(0, end).toString();
      const body = received.subarray(end + 4);
      const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1]);
      if (!(body.length >= length)) return;
      resolve({ status: Number(head.split(' ', 2)[1]), head, body: body.toString() });
      socket.destroy();
    });
  });
}
