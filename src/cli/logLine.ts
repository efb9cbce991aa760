/** A line of the log as a person reads it on a terminal. */

import picocolors from 'picocolors';
import { pino } from 'pino';
import { escapeControls } from '../conformance/run/escapeControls.js';
import { inOneLine } from './UsageError.js';

/**
 * Local time, level and dialect, then the request with its status and milliseconds, or the message; then all other
 * fields. The stack of an error has lines of its own.
 *
 * @param json a line that pino wrote.
 */
export function prettyLine(json: string, colors = false): string {
  const { bold, dim, red, yellow } = picocolors.createColors(colors);
  const paint: Readonly<Record<string, (text: string) => string>> = { warn: yellow, error: red, fatal: red };
  const { time, level, pid, hostname, dialect, method, operation, status, durationMs, msg, err, ...rest } = JSON.parse(
    json,
    printable,
  );
  const name = pino.levels.labels[level] ?? `${level}`;
  const request =
    method === undefined ? [operation, status] : [bold(status), method, operation, `${Math.round(durationMs)} ms`];
  const fields = Object.entries(rest).map(([field, value]) =>
    dim(`${field}=${typeof value === 'string' ? value : JSON.stringify(value)}`),
  );
  const words = [
    dim(new Date(time).toTimeString().slice(0, 8)),
    (paint[name] ?? dim)(name),
    dialect,
    msg,
    ...request,
    ...fields,
  ];
  const line = words.filter((word) => word !== undefined).join(' ');
  const stack = err ? `\n${err.stack ?? err.message}` : '';
  return `${line}${stack}\n`;
}

/** Only a stack may have several lines. */
function printable(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return name === 'stack' ? escapeControls(value) : inOneLine(value);
}
