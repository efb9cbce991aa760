import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Pooler {
  /** The same database, by way of the pooler. */
  readonly url: string;
  /** From now on a session is a client's for one transaction only, or as at first for as long as the client is there. */
  share(shared: boolean): void;
}

interface Session {
  readonly socket: Socket;
  received: Buffer;
  /** Whether it is in no transaction. */
  ready: boolean;
  client: Socket | undefined;
}

/** A pooler in front of PostgreSQL, which can be told to be in transaction mode. The longest idle session is the next. */
export async function startPooler(database: string, shared = false): Promise<Pooler> {
  const url = new URL(database);
  const { hostname, port } = url;
  const sessions = new Set<Session>();
  const idle: Session[] = [];
  const sockets = new Set<Socket>();
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    return socket;
  };

  const open = (client: Socket): Session => {
    const socket = track(connect(Number(port), hostname));
    const session: Session = { socket, received: Buffer.alloc(0), ready: false, client };
    sessions.add(session);
    session.socket.on('close', () => {
      sessions.delete(session);
      session.client?.destroy();
      if (idle.includes(session)) idle.splice(idle.indexOf(session), 1);
    });
    session.socket.on('data', (bytes) => {
      session.client?.write(bytes);
      session.received = Buffer.concat([session.received, bytes]);
      readMessages(session);
      if (shared) release(session);
    });
    return session;
  };
  const release = (session: Session) => {
    if (!session.ready || !session.client) return;
    session.client = undefined;
    idle.push(session);
  };

  const server = createServer((client) => {
    track(client);
    // Its first session is the one that has heard its password.
    let session = open(client);
    client.on('data', (bytes) => {
      // A client says 'X' when it goes, which is nothing to the session.
      if (bytes[0] === 'X'.charCodeAt(0)) return;
      if (session.client !== client) session = idle.shift() ?? session;
      session.client = client;
      session.ready = false;
      session.socket.write(bytes);
    });
    client.on('close', () => {
      if (session.client === client) session.socket.destroy();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    share(wanted) {
      shared = wanted;
      if (shared) for (const session of sessions) release(session);
    },
  };
}

/** Takes the messages that are complete. The last of a transaction says that the session is ready for the next. */
function readMessages(session: Session): void {
  while (session.received.length >= 5) {
    const length = 1 + session.received.readUInt32BE(1);
    if (session.received.length < length) return;
    const [type, , , , , status] = session.received.toString('latin1', 0, 6);
    session.ready = type === 'Z' && status === 'I';
    session.received = session.received.subarray(length);
  }
}
