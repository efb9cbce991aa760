import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { apiKeys, callers, type FaultCaller } from '../support/callers.js';
import { closedUrl } from '../support/closedUrl.js';
import { faults, silent } from '../support/faults.js';
import { type SeenRequest, startFaultyVendor } from '../support/faultyVendor.js';
import { markdownTable } from '../support/markdownTable.js';

type GoesWrong = (request: SeenRequest, number: number) => boolean;

const everyRequest = 'Every request goes wrong';

/** Which requests go wrong. */
const spells: Readonly<Record<string, GoesWrong>> = {
  'The first request goes wrong': (_, number) => number === 1,
  'Every cancel goes wrong': ({ method }) => method === 'POST',
  [everyRequest]: () => true,
};

/** What goes wrong before there is a request, however often it is tried. */
const unreachable: Readonly<Record<string, (url: string) => Promise<string>>> = {
  'connection refused': closedUrl,
  'TLS fault': async (url) => url.replace('http:', 'https:'),
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

async function play(goesWrong: GoesWrong, fault: string, caller: string): Promise<Play> {
  const { dialect, cancel } = callers[caller] as FaultCaller;
  const vendor = await startFaultyVendor(dialect, {
    fault: (request, number) => (goesWrong(request, number) ? faults[fault] : undefined),
  });
  const { words, success, everything } = await cancel({
    url: (await unreachable[fault]?.(vendor.url)) ?? vendor.url,
    id: vendor.id,
    timeout: silent.includes(fault) ? 500 : 10_000,
  });
  const sent = vendor.seen.map(({ method }) => method.charAt(0)).join('');
  const showsKey = inspect(everything, { depth: 9, showHidden: true }).includes(apiKeys[dialect]);
  return { caller, words, success, status: vendor.status(), sent, showsKey };
}

/** A success that is none, or a cancel that is not reported though the intent could be retrieved. */
function isWrong(spell: string, { caller, success, status, showsKey }: Play): boolean {
  const knowable = caller.includes('ensureCanceled') && spell !== everyRequest;
  return showsKey || (success && status !== 'canceled') || (knowable && !success && status === 'canceled');
}

function inWords({ words, success, status, sent }: Play): string {
  const verdict = success && status !== 'canceled' ? ' **WRONG**' : !success && status === 'canceled' ? ' LOST' : '';
  return `${words}${verdict}${sent && ` · ${sent}`}`;
}

const heads = Object.keys(callers);
const title = 'comes to what faults.md says, whatever fails, and never to a success that is none';

it(title, { timeout: 120_000 }, async () => {
  const wrong: string[] = [];
  const playAll = async (spell: string, fault: string) => {
    const plays = await Promise.all(heads.map((caller) => play(spells[spell] as GoesWrong, fault, caller)));
    for (const played of plays) {
      if (!played.caller.includes('SDK') && isWrong(spell, played))
        wrong.push(`${spell}: ${fault}: ${inWords(played)}`);
    }
    return [fault, ...plays.map(inWords)];
  };
  const sections = await Promise.all(
    Object.keys(spells).map(async (spell) => {
      const rows = [['', ...heads]];
      const names = [...(spell === everyRequest ? Object.keys(unreachable) : []), ...Object.keys(faults)];
      for (const fault of names) rows.push(await playAll(spell, fault));
      return `## ${spell}\n\n${markdownTable(rows)}\n`;
    }),
  );

  expect(wrong).toEqual([]);
  await expect([introduction, ...sections].join('\n')).toMatchFileSnapshot('faults.md');
});

const introduction = `# What callers make of failures

Written by \`faults.test.ts\`. The intent is a hold that can be canceled. Each cell says what the caller was told, and which
requests it sent: P is a POST (the cancel), G a GET (a retrieve). \`WRONG\` marks a success that is none: the intent was not
canceled. \`LOST\` marks an error although the intent is canceled.
`;
