/** Milliseconds. */
export interface Times {
  readonly wall: number;
  /** Of this process. */
  readonly processor: number;
}

export const timeKinds = ['processor', 'wall'] as const;

export async function timesOf(work: () => Promise<unknown>): Promise<Times> {
  const start = process.cpuUsage();
  const since = performance.now();
  await work();
  const wall = performance.now() - since;
  const { user, system } = process.cpuUsage(start);
  return { wall, processor: (user + system) / 1000 };
}
