import { loadavg } from 'node:os';
import build from '../support/build.js';
import { firstAnswer } from './firstAnswer.js';
import { flat } from './flat.js';
import { operations } from './operations.js';
import { postgres } from './postgres.js';
import { prism } from './prism.js';
import { reference } from './reference.js';
import { sdk } from './sdk.js';
import { sevenDays } from './sevenDays.js';
import { start } from './start.js';
import { throughput } from './throughput.js';
import { webhooks } from './webhooks.js';

const benchmarks: Readonly<Record<string, () => Promise<void>>> = {
  throughput,
  operations,
  flat,
  prism,
  postgres,
  start,
  reference,
  'first-answer': firstAnswer,
  sdk,
  'seven-days': sevenDays,
  webhooks,
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in benchmarks));
if (unknown !== undefined) {
  console.error(`there is no benchmark ${unknown}; there are ${Object.keys(benchmarks).join(', ')}`);
  process.exit(2);
}
build();
console.log(`Node ${process.version}`);
for (const [name, run] of Object.entries(benchmarks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`${name} (load of the machine before: ${loadavg()[0]?.toFixed(1)})`);
  await run();
}
