/** Tells this machine from others. */

const name = String.raw`localhost|127\.\d+\.\d+\.\d+|\[::1\]`;
const hostForm = new RegExp(`^(?:${name})(?::\\d+)?$`, 'i');
const nameForm = new RegExp(`^(?:${name})$`);

/** Whether a Host header names this machine. */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && hostForm.test(host);
}

/** Whether a host name, without a port, names this machine. */
export function isLoopbackName(hostname: string): boolean {
  return nameForm.test(hostname);
}

/** Whether pages of an origin come from this machine. */
export function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && isLoopbackName(new URL(origin).hostname);
}
