import { isDeepStrictEqual } from 'node:util';
import { type Answer, intentIn, type Json } from './answers.js';
import { placeOf, type Sent } from './State.js';

/** Rules that hold whatever the model says. Each throws when an answer breaks it. */
export interface Witness {
  see(group: readonly Sent[], answers: readonly Answer[]): void;
  /** To be asked when everything has been looked at once more. */
  end(): void;
}

/**
 * An intent that has ended never changes but for its metadata, nobody is shown another's, no more is held and collected
 * than was asked for, and what was collected is what the intent's charges say.
 */
export function createWitness(): Witness {
  const ended = new Map<string, Json>();
  const secrets = new Map<string, number>();
  const received = new Map<string, unknown>();
  const captured = new Map<string, Map<string, unknown>>();

  function expectOwn(group: readonly Sent[], answers: readonly Answer[]): void {
    for (const [index, { caller, operation }] of group.entries()) {
      const intent = intentIn(answers[index] as Answer);
      const made = operation === 'create' || operation === 'fixture';
      if (intent && made) secrets.set(String(intent.client_secret), caller);
    }
    for (const [index, { caller }] of group.entries()) {
      for (const [secret, owner] of secrets) {
        if (owner === caller || !answers[index]?.text.includes(secret)) continue;
        throw new Error(`caller ${caller} is shown an intent of ${owner}: ${answers[index]?.text}`);
      }
    }
  }

  function expectEnd(shown: readonly { readonly place: string; readonly intent: Json }[]): void {
    const known = new Map(ended);
    for (const { place, intent: whole } of shown) {
      const { metadata: _, ...intent } = whole;
      const over = ['canceled', 'succeeded'].includes(String(intent.status));
      // Of two requests at the same time one may still see an intent that the other ends.
      const before = over ? ended.get(place) : known.get(place);
      if (before && !isDeepStrictEqual(intent, before)) {
        throw new Error(`${JSON.stringify(before)} has ended and is ${JSON.stringify(intent)}`);
      }
      if (over) ended.set(place, intent);
    }
  }

  function addUp({ caller }: Sent, { body }: Answer): void {
    if (body.object !== 'charge') return;
    const place = placeOf(caller, String(body.payment_intent));
    const charges = captured.get(place) ?? new Map<string, unknown>();
    captured.set(place, charges.set(String(body.id), body.amount_captured));
  }

  return {
    see(group, answers) {
      const shown = group.flatMap(({ caller }, index) => {
        const answer = answers[index] as Answer;
        const intent = intentIn(answer);
        return intent ? [{ place: placeOf(caller, String(intent.id)), intent, replayed: answer.replayed }] : [];
      });
      expectOwn(group, answers);
      for (const { place, intent } of shown) {
        const { amount, amount_capturable, amount_received } = intent;
        if (!(Number(amount_capturable) + Number(amount_received) <= Number(amount))) {
          throw new Error(`more than ${amount} is held and collected: ${JSON.stringify(intent)}`);
        }
        received.set(place, amount_received);
      }
      expectEnd(shown.filter(({ replayed }) => !replayed));
      for (const [index, request] of group.entries()) addUp(request, answers[index] as Answer);
    },

    end() {
      for (const [place, charges] of captured) {
        const sums = [...charges.values()].filter((amount) => amount !== 0);
        const expected = received.get(place) === 0 ? [] : [received.get(place)];
        if (!isDeepStrictEqual(sums, expected)) {
          throw new Error(`the charges of ${place} are of ${JSON.stringify(sums)}, not ${JSON.stringify(expected)}`);
        }
      }
    },
  };
}
