/**
 * Takes the fourth migration and those after it back, in a database of either engine: intents then have no columns for what
 * pays them, and nobody writes down what happens.
 */
export const withoutLifecycle = `
  drop index payment_intents_age;
  drop index payment_intents_settlement;
  ${['created_at', 'customer', 'amount', 'settles_at', 'failure', 'position']
    .map((column) => `alter table payment_intents drop column ${column};`)
    .join('\n')}
  drop table related_objects;
  drop table checkout_sessions;
  drop table webhook_deliveries;
  drop table webhook_endpoints;
  drop table events;
  delete from kysely_migration where name >= '004_lifecycle';
`;
