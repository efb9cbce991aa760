import type { DialectName } from '../contract/dialect.js';
import { chargefy } from './chargefy/dialect.js';
import type { Dialect } from './Dialect.js';
import { stripe } from './stripe/dialect.js';

/** Every dialect by its name. */
export const dialects: Readonly<Record<DialectName, Dialect>> = { stripe, chargefy };
