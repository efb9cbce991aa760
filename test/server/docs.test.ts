import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dialectNames } from '../../src/contract/dialect.js';
import { docsPath } from '../../src/contract/document.js';
import { startReference } from '../support/reference.js';

describe.each(dialectNames)('the %s server', (dialect) => {
  it.each([
    ['/docs', `${dialect}.html`],
    ['/docs/index.html', 'index.html'],
    ['/docs/stripe.html', 'stripe.html'],
    ['/docs/chargefy.html', 'chargefy.html'],
  ])('answers %s with the rendered %s, without a key', async (path, name) => {
    const response = await fetch(`${(await startReference(dialect)).url}${path}`);

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toBe(readFileSync(docsPath(name), 'utf8'));
  });

  it('lets its pages load nothing from anywhere', async () => {
    const response = await fetch(`${(await startReference(dialect)).url}/docs`, { method: 'HEAD' });

    const policy = response.headers.get('content-security-policy') ?? '';
    const sources = policy.split('; ').map((directive) => directive.split(' ').slice(1));
    expect(policy).toContain("default-src 'none'");
    expect(new Set(sources.flat())).toEqual(new Set(["'none'", "'unsafe-inline'", 'data:', 'blob:']));
  });

  it.each(['/docs', '/openapi.json', '/openapi.yaml'])('answers %s for each origin anew', async (path) => {
    const response = await fetch(`${(await startReference(dialect)).url}${path}`, { method: 'HEAD' });

    expect(response.headers.get('vary')).toContain('Origin');
  });

  it('has no other page', async () => {
    const response = await fetch(`${(await startReference(dialect)).url}/docs/package.html`);

    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/json');
  });
});
