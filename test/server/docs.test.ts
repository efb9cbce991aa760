import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dialectNames } from '../../src/contract/dialect.js';
import { docsPath } from '../../src/contract/document.js';
import { startReference } from '../support/reference.js';

describe.each(dialectNames)('the %s server', (dialect) => {
  it.each([
    ['/docs', `${dialect}.html`, 'text/html'],
    ['/docs/', `${dialect}.html`, 'text/html'],
    ['/docs/index.html', 'index.html', 'text/html'],
    ['/docs/stripe.html', 'stripe.html', 'text/html'],
    ['/docs/chargefy-guide.pt.html', 'chargefy-guide.pt.html', 'text/html'],
    ['/docs/stripe-errors.md', 'stripe-errors.md', 'text/markdown'],
    ['/docs/llms.txt', 'llms.txt', 'text/plain'],
    ['/llms.txt', 'llms.txt', 'text/plain'],
    ['/docs/redoc.js', 'redoc.js', 'text/javascript'],
  ])('answers %s with the rendered %s, without a key', async (path, name, type) => {
    const response = await fetch(`${(await startReference(dialect)).url}${path}`);

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    expect(await response.text()).toBe(readFileSync(docsPath(name), 'utf8'));
  });

  it('leads a browser to the docs, and answers a client that asks for its root as any unknown path', async () => {
    const { url } = await startReference(dialect);
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

    const browser = await fetch(url, { headers: { accept }, redirect: 'manual' });
    const client = await fetch(url);

    expect(browser.status).toBe(302);
    expect(browser.headers.get('location')).toBe(`/docs/${dialect}.html`);
    expect((await fetch(url, { headers: { accept }, method: 'OPTIONS' })).status).toBe(404);
    expect(client.status).toBe(404);
    expect(client.headers.get('content-type')).toBe('application/json');
  });

  it('lets its pages load nothing from elsewhere', async () => {
    const response = await fetch(`${(await startReference(dialect)).url}/docs`, { method: 'HEAD' });

    const policy = response.headers.get('content-security-policy') ?? '';
    const sources = policy.split('; ').map((directive) => directive.split(' ').slice(1));
    expect(policy).toContain("default-src 'none'");
    expect(new Set(sources.flat())).toEqual(new Set(["'none'", "'self'", "'unsafe-inline'", 'data:', 'blob:']));
  });

  it.each(['/docs', '/openapi.json', '/openapi.yaml'])('answers %s for each origin separately', async (path) => {
    const response = await fetch(`${(await startReference(dialect)).url}${path}`, { method: 'HEAD' });

    expect(response.headers.get('vary')).toContain('Origin');
  });

  it.each(['package.html', '..%2f..%2fpackage.json', '%zz', 'stripe.html/'])('has no other page, %s', async (path) => {
    const { url } = await startReference(dialect);
    const response = await fetch(`${url}/docs/${path}`);

    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/json');
  });
});
