import type { Check } from '../Check.js';

export const chargefyChecks: readonly Check[] = [];
