import type { Store, Transaction } from '../../../src/domain/Store.js';

/** What a transaction reaches, each call in a transaction of its own. */
export function portsOf(store: Store): Pick<Transaction, 'deliveries' | 'events' | 'intents' | 'objects' | 'sessions'> {
  return {
    intents: {
      find: (...rest) => store.transact(({ intents }) => intents.find(...rest)),
      list: (...rest) => store.transact(({ intents }) => intents.list(...rest)),
      page: (...rest) => store.transact(({ intents }) => intents.page(...rest)),
      clear: () => store.transact(({ intents }) => intents.clear()),
      add: (...rest) => store.transact(({ intents }) => intents.add(...rest)),
      change: (...rest) => store.transact(({ intents }) => intents.change(...rest)),
      transition: (...rest) => store.transact(({ intents }) => intents.transition(...rest)),
    },
    objects: {
      find: (...rest) => store.transact(({ objects }) => objects.find(...rest)),
      add: (...rest) => store.transact(({ objects }) => objects.add(...rest)),
      clear: () => store.transact(({ objects }) => objects.clear()),
    },
    sessions: {
      find: (...rest) => store.transact(({ sessions }) => sessions.find(...rest)),
      add: (...rest) => store.transact(({ sessions }) => sessions.add(...rest)),
      expire: (...rest) => store.transact(({ sessions }) => sessions.expire(...rest)),
      clear: () => store.transact(({ sessions }) => sessions.clear()),
    },
    events: {
      find: (...rest) => store.transact(({ events }) => events.find(...rest)),
      page: (...rest) => store.transact(({ events }) => events.page(...rest)),
      purge: (...rest) => store.transact(({ events }) => events.purge(...rest)),
      clear: () => store.transact(({ events }) => events.clear()),
    },
    deliveries: {
      register: (...rest) => store.transact(({ deliveries }) => deliveries.register(...rest)),
      endpoints: (...rest) => store.transact(({ deliveries }) => deliveries.endpoints(...rest)),
      end: (...rest) => store.transact(({ deliveries }) => deliveries.end(...rest)),
      claimFirst: (...rest) => store.transact(({ deliveries }) => deliveries.claimFirst(...rest)),
      claimFurther: (...rest) => store.transact(({ deliveries }) => deliveries.claimFurther(...rest)),
      renew: (...rest) => store.transact(({ deliveries }) => deliveries.renew(...rest)),
      release: (...rest) => store.transact(({ deliveries }) => deliveries.release(...rest)),
      conclude: (...rest) => store.transact(({ deliveries }) => deliveries.conclude(...rest)),
      redeliver: (...rest) => store.transact(({ deliveries }) => deliveries.redeliver(...rest)),
      nextDue: (...rest) => store.transact(({ deliveries }) => deliveries.nextDue(...rest)),
    },
  };
}
