import { html } from './html.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { ndjson } from './ndjson.js';
import { pretty } from './pretty.js';
import type { Reporter, Sink } from './Reporter.js';
import { tap } from './tap.js';

/** All reporters, by name. */
export const reporters = { pretty, json, junit, tap, ndjson, html } satisfies Record<string, (sink: Sink) => Reporter>;

export type ReporterName = keyof typeof reporters;
