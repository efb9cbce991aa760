/** Whether signed JSON is an event at all. Its fields are not compared with the document. */
export function isEvent<Event>(value: unknown): value is Event {
  if (typeof value !== 'object' || value === null) return false;
  const { object, type, data } = value as { object?: unknown; type?: unknown; data?: { object?: unknown } | null };
  return object === 'event' && typeof type === 'string' && typeof data?.object === 'object' && data.object !== null;
}
