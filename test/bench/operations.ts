import { randomUUID } from 'node:crypto';
import { type Figure, median, middleHalf, print } from './figures.js';
import { temporaryFile } from './intents.js';
import { sendAll } from './load.js';
import { type ServerProcess, startOurs } from './processes.js';

const rounds = 20;
const warmUp = 8;
/** Few, so that other work on the machine disturbs an operation and the cancel alike; so are the connections that each opens. */
const perRound = 200;
const connections = 16;

const intents = '/v1/payment_intents';
const parameters = 'amount=2000&currency=usd&payment_method=pm_card_visa&allowed_payment_method_types[0]=card';
const holding = `${parameters}&capture_method=manual`;

/** Microseconds of the server's processor time for one request of each. */
interface Round {
  readonly create: number;
  readonly confirm: number;
  readonly confirmOfHold: number;
  readonly capture: number;
  readonly createThatConfirms: number;
  readonly cancel: number;
}

const goal = 'at most 1.6';
const figures: Readonly<Record<Exclude<keyof Round, 'cancel'>, Pick<Figure, 'what' | 'goal'>>> = {
  create: { what: 'create', goal },
  confirm: { what: 'confirm, captured at once', goal },
  confirmOfHold: { what: 'confirm of a hold', goal },
  capture: { what: 'capture of a hold', goal },
  createThatConfirms: { what: 'create and confirm of a hold in one request' },
};

/** The operations around a cancel, next to a cancel: processor time of the server, every request with a key of its own. */
export async function operations(): Promise<void> {
  await operationsOn('memory', 'memory:');
  await operationsOn('file', `file:${temporaryFile()}`);
}

async function operationsOn(store: string, database: string): Promise<void> {
  const server = await startOurs(database);
  const measured: Round[] = [];
  for (let round = 0; round < warmUp + rounds; round++) {
    const result = await measure(server, round % 2 === 0);
    if (round >= warmUp) measured.push(result);
  }
  await server.stop();

  const cancels = measured.map(({ cancel }) => cancel);
  print({ what: `${store}: a cancel of a hold`, value: median(cancels), unit: 'µs', of: middleHalf(cancels) });
  for (const name of Object.keys(figures) as (keyof typeof figures)[]) {
    const ratios = measured.map((round) => round[name] / round.cancel);
    const { what, ...rest } = figures[name];
    print({ what: `${store}: ${what} / cancel`, value: median(ratios), of: middleHalf(ratios), ...rest });
  }
}

/** Holds that are canceled exist beforehand, whether the cancels come first or last. */
async function measure(server: ServerProcess, cancelsFirst: boolean): Promise<Round> {
  const made = await send(server, Array(perRound).fill(intents), 'requires_capture', `${holding}&confirm=true`);
  const cancel = () => send(server, to(made.ids, 'cancel'), 'canceled', 'cancellation_reason=duplicate');
  const early = cancelsFirst ? await cancel() : undefined;
  const payments = await send(server, Array(perRound).fill(intents), 'requires_confirmation', parameters);
  const holds = await send(server, Array(perRound).fill(intents), 'requires_confirmation', holding);
  const paid = await send(server, to(payments.ids, 'confirm'), 'succeeded');
  const held = await send(server, to(holds.ids, 'confirm'), 'requires_capture');
  const captured = await send(server, to(holds.ids, 'capture'), 'succeeded');
  return {
    create: (payments.time + holds.time) / 2,
    confirm: paid.time,
    confirmOfHold: held.time,
    capture: captured.time,
    createThatConfirms: made.time,
    cancel: (early ?? (await cancel())).time,
  };
}

const to = (ids: readonly string[], verb: string) => ids.map((id) => `${intents}/${id}/${verb}`);

/** Throws unless every intent has come to the status. */
async function send(server: ServerProcess, paths: readonly string[], becomes: string, body = '') {
  const bodies: string[] = [];
  const calls = paths.map((path) => ({ path, body, key: randomUUID() }));
  const before = server.processorTime();
  await sendAll({ url: server.url, calls, connections, onBody: (body) => bodies.push(body) });
  const time = (1_000_000 * (server.processorTime() - before)) / paths.length;
  const ids = bodies.map((body) => {
    const { id, status }: { id: string; status: string } = JSON.parse(body);
    if (status !== becomes) throw new Error(`${id} is ${status}, not ${becomes}`);
    return id;
  });
  return { ids, time };
}
