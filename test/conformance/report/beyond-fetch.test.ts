import { describe, expect, it } from 'vitest';
import { type ReporterName, reporters } from '../../../src/conformance/report/reporters.js';
import type { Report } from '../../../src/conformance/run/Result.js';
import { fakeReport, fakeResult, textSink } from '../../support/conformance.js';

const ids = ['stripe/fake/one', 'stripe/fake/two'];
const named = Object.keys(reporters) as ReporterName[];
const forPeople = named.filter((name) => name !== 'json' && name !== 'ndjson');

function written(name: ReporterName, more: Partial<Report>): string {
  const sink = textSink();
  reporters[name](sink).onEnd({ ...fakeReport([fakeResult('pass')]), ...more });
  return sink.text;
}

/** What JSON says at the end, over one line or many. */
function told(name: ReporterName, more: Partial<Report>): unknown {
  return JSON.parse(written(name, more)).beyondFetch;
}

describe('checks that no fetch can send', () => {
  it.each(forPeople)('are listed by %s, with where they went', (name) => {
    const sentence =
      'Judged over http://127.0.0.1:4010 because no fetch can send it: stripe/fake/one, stripe/fake/two.';
    expect(written(name, { beyondFetch: ids })).toContain(sentence);
  });

  it.each(forPeople)('are listed by %s, with how to have them judged', (name) => {
    const sentence =
      'Not judged because no fetch can send it: stripe/fake/one, stripe/fake/two. Give the target a url as well.';
    expect(written(name, { beyondFetch: ids, url: undefined })).toContain(sentence);
  });

  it.each(['json', 'ndjson'] as const)('are listed by %s', (name) => {
    expect(told(name, { beyondFetch: ids })).toEqual(ids);
  });

  it.each(named)('are not mentioned by %s when there are none', (name) => {
    expect(written(name, {})).not.toContain('no fetch');
  });
});
