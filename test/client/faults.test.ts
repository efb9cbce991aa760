import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { apiKeys, callers } from '../support/callers.js';
import { faults, silent } from '../support/faults.js';
import { type SeenRequest, startFaultyVendor } from '../support/faultyVendor.js';

/** Which requests go wrong. */
const spells: Readonly<Record<string, (request: SeenRequest, number: number) => boolean>> = {
  'The first request goes wrong': (_, number) => number === 1,
  'Every cancel goes wrong': ({ method }) => method === 'POST',
  'Every request goes wrong': () => true,
};

/** What goes wrong before there is a request, however often it is tried. */
const unreachable: Readonly<Record<string, (url: string) => string>> = {
  'connection refused': () => 'http://127.0.0.1:1',
  'TLS fault': (url) => url.replace('http:', 'https:'),
};

interface Play {
  readonly caller: string;
  readonly words: string;
  readonly success: boolean;
  /** What the intent is, whatever the caller was told. */
  readonly status: string;
  /** What was sent: P for each POST, G for each GET. */
  readonly sent: string;
  readonly showsKey: boolean;
}

async function play(goesWrong: (request: SeenRequest, number: number) => boolean, fault: string, caller: string) {
  const { dialect, cancel } = callers[caller] as (typeof callers)[string];
  const vendor = await startFaultyVendor(dialect, {
    fault: (request, number) => (goesWrong(request, number) ? faults[fault] : undefined),
  });
  const { words, success, everything } = await cancel({
    url: unreachable[fault]?.(vendor.url) ?? vendor.url,
    id: vendor.id,
    timeout: silent.includes(fault) ? 500 : 10_000,
  });
  const sent = vendor.seen.map(({ method }) => method.charAt(0)).join('');
  const showsKey = inspect(everything, { depth: 9, showHidden: true }).includes(apiKeys[dialect]);
  return { caller, words, success, status: vendor.status(), sent, showsKey } satisfies Play;
}

/** A success that is none, or a cancel that is not reported though the intent could be retrieved. */
function isWrong(spell: string, { caller, success, status, showsKey }: Play): boolean {
  const knowable = caller.includes('ensureCanceled') && spell !== 'Every request goes wrong';
  return showsKey || (success && status !== 'canceled') || (knowable && !success && status === 'canceled');
}

it('comes to what faults.md says, whatever fails, and never to a success that is none', {
  timeout: 120_000,
}, async () => {
  const wrong: string[] = [];
  const sections = await Promise.all(
    Object.entries(spells).map(async ([spell, goesWrong]) => {
      const lines = [`\n## ${spell}\n`, row(['', ...heads]), row(['---', ...heads.map(() => '---')])];
      for (const name of [
        ...(spell === 'Every request goes wrong' ? Object.keys(unreachable) : []),
        ...Object.keys(faults),
      ]) {
        const plays = await Promise.all(heads.map((caller) => play(goesWrong, name, caller)));
        lines.push(row([name, ...plays.map(inWords)]));
        const ours = plays.filter(({ caller }) => !caller.includes('SDK'));
        wrong.push(
          ...ours.filter((played) => isWrong(spell, played)).map((played) => `${spell}: ${name}: ${inWords(played)}`),
        );
      }
      return lines;
    }),
  );

  expect(wrong).toEqual([]);
  await expect(`${[introduction, ...sections.flat()].join('\n')}\n`).toMatchFileSnapshot('faults.md');
});

const heads = Object.keys(callers);

const introduction = `# What callers make of failures

Written by \`faults.test.ts\`. The intent is a hold that can be canceled. Each cell says what the caller was told, and which
requests it sent: P is a POST (the cancel), G a GET (a retrieve). \`WRONG\` marks a success that is none: the intent was not
canceled. \`LOST\` marks an error although the intent is canceled.`;

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

function inWords({ words, success, status, sent }: Play): string {
  const verdict = success && status !== 'canceled' ? ' **WRONG**' : !success && status === 'canceled' ? ' LOST' : '';
  return `${words}${verdict}${sent && ` · ${sent}`}`;
}
