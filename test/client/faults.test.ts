import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { FaultDeclaration } from '../../src/contract/control.js';
import { dialectNames } from '../../src/contract/dialect.js';
import { loadDocument } from '../../src/contract/document.js';
import { startReference } from '../../src/reference/startReference.js';
import { callers, type FaultCaller } from '../support/callers.js';
import { always, type DeclaredFault, declaredFault, faultNames, formsOf, intent } from '../support/faults.js';
import { markdownTable } from '../support/markdownTable.js';
import { byFetch, byPort, type Play, playEach, unreachable } from '../support/play.js';

const everyRequest = 'Every request goes wrong';

/** Which requests go wrong. The first one is a cancel. */
const spells: Readonly<Record<string, (fault: DeclaredFault) => FaultDeclaration[]>> = {
  'The first request goes wrong': ({ cancel }) => [cancel],
  'Every cancel goes wrong': ({ cancel }) => [{ ...cancel, times: always }],
  [everyRequest]: ({ cancel, retrieve }) => [cancel, retrieve].map((fault) => ({ ...fault, times: always })),
};

/** A success that is none, a second cancel, or a cancel that is not reported though the intent could be retrieved. */
function isWrong(spell: string, caller: string, { success, status, showsKey, executed }: Play): boolean {
  if (caller.includes('SDK')) return false;
  const isKnowable = caller.includes('ensureCanceled') && spell !== everyRequest;
  const isCanceled = status === 'canceled';
  return showsKey || executed > 1 || (success && !isCanceled) || (isKnowable && !success && isCanceled);
}

function inWords({ words, success, status, sent }: Play): string {
  const verdict = success && status !== 'canceled' ? ' **WRONG**' : !success && status === 'canceled' ? ' LOST' : '';
  return `${words}${verdict}${sent && ` · ${sent}`}`;
}

describe('what callers make of failures', () => {
  const title = 'is what faults.md says, by a port and by fetch, and never a false success';

  it(title, { timeout: 120_000 }, async () => {
    const wrong: string[] = [];
    const cellOf = (spell: string, name: string, head: string, plays: readonly (Play | undefined)[]) => {
      const played = plays.filter((play) => play !== undefined);
      const words = [...new Set(played.map(inWords))];
      const isBad = (play: Play) => isWrong(spell, head, play) || play.spoiled !== !unreachable[name];
      if (words.length > 1 || played.some(isBad)) wrong.push(`${spell}: ${name}: ${head}: ${inspect(played)}`);
      return words.join(', by fetch ') || '—';
    };
    const columnOf = async (spell: string, head: string, caller: FaultCaller) => {
      const column = [head];
      for (const [name, way] of spell === everyRequest ? Object.entries(unreachable) : [])
        column.push(cellOf(spell, name, head, await playEach(caller, way, [[]])));
      const faults = faultNames.map((name) => {
        const declared = declaredFault(name, caller.dialect);
        return declared && spells[spell]?.(declared);
      });
      const ways = await Promise.all([byPort, byFetch].map((way) => playEach(caller, way, faults)));
      for (const [index, name] of faultNames.entries()) {
        const plays = ways.map((each) => each[index]);
        column.push(cellOf(spell, name, head, plays));
      }
      return column;
    };
    const sections = Object.keys(spells).map(async (spell) => {
      const names = ['', ...(spell === everyRequest ? Object.keys(unreachable) : []), ...faultNames];
      const columns = await Promise.all(Object.entries(callers).map((caller) => columnOf(spell, ...caller)));
      const rows = names.map((name, index) => [name, ...columns.map((column) => column[index] ?? '')]);
      return `## ${spell}\n\n${markdownTable(rows)}\n`;
    });
    const text = [introduction, ...(await Promise.all(sections)), declarations()].join('\n');

    expect(wrong).toEqual([]);
    await expect(text).toMatchFileSnapshot('faults.md');
  });

  it('comes of faults that anybody can declare, in every word there is for them', async () => {
    const [tables = '', list = ''] = readFileSync(new URL('faults.md', import.meta.url), 'utf8').split(listTitle);
    const rows = new Set([...tables.matchAll(/^\| (\w.*?) +\|/gm)].map(([, name = '']) => name));
    const lines = [...list.matchAll(/^- (.*?)(?: \((\w+)\))?: `(.*)`$/gm)];
    const statuses = await Promise.all(
      dialectNames.map(async (dialect) => {
        await using reference = await startReference(dialect);
        const headers = { Authorization: `Bearer ${reference.keys.secret}` };
        const own = lines.filter(([, , of]) => of === dialect || !dialectNames.some((name) => name === of));
        const answers = own.map(([, , , body = '']) =>
          reference.fetch('http://localhost/_faults', { method: 'POST', headers, body }),
        );
        return (await Promise.all(answers)).map(({ status }) => status);
      }),
    );

    expect(new Set(statuses.flat())).toEqual(new Set([201]));
    expect(new Set(lines.map(([, name]) => name))).toEqual(new Set(faultNames));
    expect(rows).toEqual(new Set([...Object.keys(unreachable), ...faultNames]));
    const words = lines.flatMap(([, , , declaration = '']) => Object.keys(JSON.parse(declaration)));
    expect(new Set([...words, 'id', 'times'])).toEqual(new Set(vocabulary));
  });
});

const { schemas } = loadDocument('control').components;
/** The members of a declaration. */
const vocabulary = Object.keys((schemas.FaultDeclaration as { properties: object }).properties);

const introduction = `# What callers make of failures

Written by \`faults.test.ts\`. The intent is a hold that can be canceled, at a server of \`startReference\`. Each cell says what the
caller was told, and which requests it sent: P is a POST (the cancel), G a GET (a retrieve). \`WRONG\` marks a success that is
none: the intent was not canceled. \`LOST\` marks an error although the intent is canceled. \`—\` marks what can't happen: Chargefy
has no idempotency keys under which an answer could be kept.

Each cell is the same by a port and by \`reference.fetch\`, for which the official SDK has a client of its own. A refused
connection and a TLS fault belong to an address and not to a request, so no fault declares them: nothing listens at the one,
and \`https:\` asks a port that speaks HTTP at the other.
`;

const listTitle = '## As they are declared';

const declarations = () => `${listTitle}

Each is for \`reference.faults.add\` or \`POST /_faults\`, and happens to the first cancel of the intent \`${intent.id}\`. With
\`"times": ${always}\` it happens to every cancel. For every request the same is declared on \`retrievePaymentIntent\` as well;
a retrieve has neither a documented 409 nor an idempotency key, and fails in another way there.

${faultNames.flatMap(linesOf).join('\n')}
`;

function linesOf(name: string): string[] {
  return formsOf(name).map(([only, fault]) => `- ${name}${only ? ` (${only})` : ''}: \`${JSON.stringify(fault)}\``);
}
