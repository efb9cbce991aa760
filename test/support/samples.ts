import type { Locator, Page } from 'playwright-core';
import type { DialectName } from '../../src/contract/dialect.js';
import { loadDocument } from '../../src/contract/document.js';

/** By summary of the operation, then by status: the examples, each with its summary where there are several. */
export type Samples = Record<string, Record<string, readonly Sample[]>>;

interface Sample {
  readonly summary: string | undefined;
  readonly value: unknown;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly responses: Record<string, { readonly $ref: string }>;
}
