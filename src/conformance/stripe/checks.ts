import type { Check } from '../Check.js';

export const stripeChecks: readonly Check[] = [];
