/** Lets others in this process know, after a commit, that something is due to be delivered. */
export interface Announcer {
  onDue(listener: () => void, signal: AbortSignal): void;
  announce(): void;
}

export function createAnnouncer(): Announcer {
  const listeners = new Set<() => void>();
  return {
    onDue(listener, signal) {
      if (signal.aborted) return;
      listeners.add(listener);
      signal.addEventListener('abort', () => listeners.delete(listener), { once: true });
    },
    announce() {
      for (const listener of listeners) listener();
    },
  };
}
