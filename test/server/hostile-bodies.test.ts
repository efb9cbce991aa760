import { describe, expect, it } from 'vitest';
import { spoken } from '../support/calls.js';
import { openConnection, ownHeaders, requestBytes } from '../support/connection.js';
import { arrangeObjects, operationsOf } from '../support/operations.js';
import { shareReference } from '../support/reference.js';
import { expectRefusal } from '../support/refusal.js';

const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part as string)));
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

const bodies: Record<'stripe' | 'chargefy', [title: string, body: string | Buffer][]> = {
  stripe: [
    ['bytes that are not UTF-8', bytes('cancellation_reason=', [0xff, 0xfe])],
    ['a name that is not UTF-8', bytes([0xc3, 0x28], '=1')],
    ['escapes that are not UTF-8', 'cancellation_reason=%FF%FE'],
    ['an overlong escape', 'cancellation_reason=%C0%AF'],
    ['half a surrogate pair', 'cancellation_reason=%ED%A0%80'],
    ['half an escape', 'cancellation_reason=%4'],
    ['a percent sign and no hexadecimal', 'cancellation_reason=%zz'],
    ['a broken escape in a name', '%zz=1'],
    ['a NUL', 'cancellation_reason=duplicate%00'],
    ['a NUL as it is', bytes('cancellation_reason=duplicate', [0])],
    ['5,000 parameters', Array.from({ length: 5000 }, (_, index) => `a${index}=1`).join('&')],
    ['1,001 times the same', 'expand[]=customer&'.repeat(1001)],
    ['an index beyond all bounds', 'expand[4294967296]=customer'],
    ['a negative index', 'expand[-1]=customer'],
    ['an index that is no number', 'expand[1e3]=customer'],
    ['a bracket that never closes', 'expand[=customer'],
    ['a bracket that never opened', 'expand]=customer'],
    ['brackets in brackets', 'expand[[0]]=customer'],
    ['six levels', `cancellation_reason${'[a]'.repeat(6)}=b`],
    ['20,000 levels', `cancellation_reason${'[a]'.repeat(20_000)}=b`],
    ['60,000 brackets that never close', `expand${'['.repeat(60_000)}=customer`],
    ['100,000 brackets', `expand${nested(50_000)}=customer`],
    ['JSON', '{"cancellation_reason":"duplicate"}'],
    ['XML', '<cancellation_reason>duplicate</cancellation_reason>'],
    ['a line break at the end', 'cancellation_reason=duplicate\n'],
  ],
  chargefy: [
    ['bytes that are not UTF-8', bytes('{"cancellation_reason":"', [0xff, 0xfe], '"}')],
    ['bytes that are not UTF-8 in an ignored member', bytes('{"a":"', [0xc3, 0x28], '"}')],
    ['UTF-16', Buffer.from('{"cancellation_reason":"duplicate"}', 'utf16le')],
    ['half a surrogate pair', '{"cancellation_reason":"\\ud800"}'],
    ['a NUL', '{"cancellation_reason":"duplicate\\u0000"}'],
    ['a NUL as it is', bytes('{"cancellation_reason":"duplicate', [0], '"}')],
    ['a number beyond all bounds', '{"cancellation_reason":1e999}'],
    ['5,000 members and a bad reason', manyMembers(5000)],
    ['30,000 arrays', nested(30_000)],
    ['30,000 arrays that never close', '['.repeat(30_000)],
    ['100,000 brackets', nested(50_000)],
    ['5,000 objects', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}]`],
    ['a reason 30,000 levels deep', `{"cancellation_reason":${nested(30_000)}}`],
    ['a form', 'cancellation_reason=duplicate'],
    ['half a string', '{"cancellation_reason":"dupl'],
    ['a comment', '{}//'],
    ['two values', '{"cancellation_reason":"duplicate"}{}'],
  ],
};

function manyMembers(count: number): string {
  const members = Array.from({ length: count }, (_, index) => `"a${index}":1`);
  return `{${members.join()},"cancellation_reason":"nope"}`;
}

describe.each(['stripe', 'chargefy'] as const)('a body at %s', (dialect) => {
  const server = shareReference(dialect);
  const { mediaType } = spoken[dialect];
  const operations = operationsOf(dialect).filter(({ takesBody }) => takesBody);

  it.each(
    operations.flatMap(({ title, method, path }) =>
      bodies[dialect].map(([what, body]) => ({ title, method, path, what, body })),
    ),
  )('is refused and changes nothing: $title with $what', async ({ method, path, body }) => {
    const objects = await arrangeObjects(server());
    const before = await objects.look();
    const connection = await openConnection(server());

    const headers = { 'Content-Type': mediaType, 'Content-Length': String(Buffer.byteLength(body)) };
    const target = path.replace(/\{\w+\}/, objects.idIn(path));
    connection.send(requestBytes(method, target, { ...ownHeaders(server()), ...headers }), body);

    const answer = await connection.answer();
    expect(answer.status).toBe(400);
    expectRefusal(dialect, answer);
    expect(await objects.look()).toEqual(before);
  });
});
