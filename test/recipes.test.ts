import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { validateAction, validateWorkflow } from '@action-validator/core';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { codeBelow } from './support/readme.js';

const github = fileURLToPath(new URL('../.github', import.meta.url));
const action = readFileSync(`${github}/actions/verify/action.yml`, 'utf8');

interface Job {
  readonly steps: readonly { readonly uses?: string; readonly with?: Record<string, unknown> }[];
}

/** Whether bash can read a script. */
const parsed = (script: string) => execFileSync('bash', ['-n'], { input: script, encoding: 'utf8' });

describe('what GitHub runs is valid', () => {
  it.each(readdirSync(`${github}/workflows`))('in the workflow %s', (name) => {
    expect(validateWorkflow(readFileSync(`${github}/workflows/${name}`, 'utf8')).errors).toEqual([]);
  });

  it('in the action', () => {
    expect(validateAction(action).errors).toEqual([]);
    accessSync(`${github}/actions/verify/verify.sh`, constants.X_OK);
    parsed(readFileSync(`${github}/actions/verify/verify.sh`, 'utf8'));
  });

  it('in the recipe, which gives the action what it takes and needs', () => {
    const [recipe = ''] = codeBelow('GitHub');
    expect(validateWorkflow(`on: push\n${recipe}`).errors).toEqual([]);

    const { jobs } = parse(recipe) as { jobs: Record<string, Job> };
    const inputs = (parse(action) as { inputs: Record<string, { required?: boolean }> }).inputs;
    const step = jobs.conformance?.steps.find(({ uses }) => uses?.includes('.github/actions/verify'));
    const given = Object.keys(step?.with ?? {});
    expect(given.filter((name) => !(name in inputs))).toEqual([]);
    const needed = Object.keys(inputs).filter((name) => inputs[name]?.required);
    expect(needed.filter((name) => !given.includes(name))).toEqual([]);
  });

  it('unless something is wrong', () => {
    expect(validateAction(action.replace('using: composite', 'using: magic')).errors).not.toEqual([]);
    expect(validateWorkflow('on: push\njobs:\n  a:\n    stepz: []').errors).not.toEqual([]);
  });
});

it("the recipe for GitLab is a job, whose lines bash can read, and whose report is the kit's", () => {
  const { conformance } = parse(codeBelow('GitLab')[0] ?? '');

  expect(Object.keys(conformance)).toEqual(['image', 'script', 'variables', 'artifacts']);
  parsed(conformance.script.join('\n'));
  expect(conformance.script.at(-1)).toContain(`--reporter junit=${conformance.artifacts.reports.junit}`);
});

it("the recipe for Compose shares the application's network, and its lines are bash's", () => {
  const { services } = parse(codeBelow('Compose')[0] ?? '');
  const { command, healthcheck, network_mode: network, volumes } = services.stripe;

  expect(network).toBe('service:app');
  expect(services.app.environment.STRIPE_URL).toBe('http://127.0.0.1:4010');
  expect(command.slice(0, 2)).toEqual(['sh', '-c']);
  parsed(command[2]);
  expect(volumes).toEqual([expect.stringMatching(/^\.\/(\S+\.tgz):\/srv\/\1:ro$/)]);
  expect(healthcheck.test.slice(0, 3)).toEqual(['CMD', 'node', '-e']);
});
