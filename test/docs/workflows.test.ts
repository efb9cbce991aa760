import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DialectName, dialectNames } from '../../src/contract/dialect.js';
import { documentPath, loadDocument } from '../../src/contract/document.js';
import { type FaultDeclaration, startReference } from '../../src/reference/startReference.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const redocly = join(import.meta.dirname, '../../node_modules/.bin/redocly');
const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

const workflowsPath = (dialect: DialectName) => documentPath(dialect, 'yaml').replace(/yaml$/, 'arazzo.yaml');

/** The steps of a file with their workflows, in its order. */
function stepsIn(dialect: DialectName): string[] {
  const ids = readFileSync(workflowsPath(dialect), 'utf8').matchAll(/- (workflowId|stepId): (\w+)/g);
  let workflow = '';
  return [...ids].flatMap(([, kind, id = '']) => {
    if (kind === 'stepId') return [`${workflow}/${id}`];
    workflow = id;
    return [];
  });
}

/** What the runner writes, as far as it is read here. */
interface Report {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly executedWorkflows: readonly {
          readonly workflowId: string;
          readonly executedSteps: readonly { readonly stepId: string; readonly status: string }[];
        }[];
      }
    >
  >;
}

/** Runs the workflows against a reference of their dialect that has a hold. Without a server, the runner would ask the vendor's. */
async function runWorkflows(dialect: DialectName, fault?: FaultDeclaration) {
  await using reference = await startReference(dialect);
  const { id } = await reference.createIntent({ status: 'requires_capture' });
  if (fault) reference.faults.add(fault);
  const output = join(temporaryDirectory(), 'report.json');
  const server = ['--server', `${dialect}=${await reference.listen()}`];
  const inputs = [`key=${reference.keys.secret}`, `intent=${id}`].flatMap((input) => ['--input', input]);
  const options = ['respect', workflowsPath(dialect), ...server, ...inputs, '--json-output', output];
  const code = await new Promise<number>((resolve) => {
    execFile(redocly, options, { env }, (error) => resolve(Number(error?.code ?? 0)));
  });
  const { files } = JSON.parse(readFileSync(output, 'utf8')) as Report;
  const workflows = Object.values(files).flatMap(({ executedWorkflows }) => executedWorkflows);
  const stepsOf = (status: string) =>
    workflows.flatMap(({ workflowId, executedSteps }) =>
      executedSteps.filter((step) => step.status === status).map(({ stepId }) => `${workflowId}/${stepId}`),
    );
  return { code, passed: stepsOf('success'), failed: stepsOf('error'), answered: reference.requests.all().length };
}

describe.each(dialectNames)('the workflows of %s', (dialect) => {
  const steps = stepsIn(dialect);

  it('run against the reference, with one request for each step', { timeout: 60_000 }, async () => {
    expect(steps.length).toBeGreaterThan(5);
    expect(await runWorkflows(dialect)).toEqual({ code: 0, passed: steps, failed: [], answered: steps.length });
  });

  it('fail when a cancel is answered and not executed', { timeout: 60_000 }, async () => {
    const { code, failed } = await runWorkflows(dialect, { on: 'cancelPaymentIntent', answer: 'HoldReleased' });

    expect({ code, failed }).toEqual({ code: 1, failed: [expect.stringMatching(/\/cancel$/)] });
  });

  it('have the version of their document', () => {
    const { version } = loadDocument(dialect).info;

    expect(readFileSync(workflowsPath(dialect), 'utf8')).toContain(`\n  version: ${version}\n`);
  });
});
