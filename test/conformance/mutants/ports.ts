import type { Store, Transaction } from '../../../src/domain/Store.js';

/** What a transaction reaches, each call in a transaction of its own, save those that decide about a change: they are in its. */
export function portsOf(store: Store): Pick<Transaction, 'deliveries' | 'events' | 'intents' | 'objects' | 'sessions'> {
  let open: Transaction | undefined;
  const transact: Store['transact'] = (work) => (open ? work(open) : store.transact(work));

  return {
    intents: {
      find: (...rest) => transact(({ intents }) => intents.find(...rest)),
      list: (...rest) => transact(({ intents }) => intents.list(...rest)),
      page: (...rest) => transact(({ intents }) => intents.page(...rest)),
      clear: () => transact(({ intents }) => intents.clear()),
      add: (...rest) => transact(({ intents }) => intents.add(...rest)),
      change: (owner, id, decide) =>
        transact(({ intents, ...others }) =>
          intents.change(owner, id, async (intent) => {
            open = { intents, ...others };
            try {
              return await decide(intent);
            } finally {
              open = undefined;
            }
          }),
        ),
      transition: (...rest) => transact(({ intents }) => intents.transition(...rest)),
    },
    objects: {
      find: (...rest) => transact(({ objects }) => objects.find(...rest)),
      add: (...rest) => transact(({ objects }) => objects.add(...rest)),
      clear: () => transact(({ objects }) => objects.clear()),
    },
    sessions: {
      find: (...rest) => transact(({ sessions }) => sessions.find(...rest)),
      add: (...rest) => transact(({ sessions }) => sessions.add(...rest)),
      expire: (...rest) => transact(({ sessions }) => sessions.expire(...rest)),
      clear: () => transact(({ sessions }) => sessions.clear()),
    },
    events: {
      find: (...rest) => transact(({ events }) => events.find(...rest)),
      page: (...rest) => transact(({ events }) => events.page(...rest)),
      purge: (...rest) => transact(({ events }) => events.purge(...rest)),
      clear: () => transact(({ events }) => events.clear()),
    },
    deliveries: {
      register: (...rest) => transact(({ deliveries }) => deliveries.register(...rest)),
      endpoints: (...rest) => transact(({ deliveries }) => deliveries.endpoints(...rest)),
      end: (...rest) => transact(({ deliveries }) => deliveries.end(...rest)),
      claimFirst: (...rest) => transact(({ deliveries }) => deliveries.claimFirst(...rest)),
      claimFurther: (...rest) => transact(({ deliveries }) => deliveries.claimFurther(...rest)),
      renew: (...rest) => transact(({ deliveries }) => deliveries.renew(...rest)),
      release: (...rest) => transact(({ deliveries }) => deliveries.release(...rest)),
      conclude: (...rest) => transact(({ deliveries }) => deliveries.conclude(...rest)),
      redeliver: (...rest) => transact(({ deliveries }) => deliveries.redeliver(...rest)),
      nextDue: (...rest) => transact(({ deliveries }) => deliveries.nextDue(...rest)),
    },
  };
}
