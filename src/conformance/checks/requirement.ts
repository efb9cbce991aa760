/** The source of a requirement, and its level. */

/** A sentence that stands word for word on a page. */
export interface Sentence {
  readonly page: string;
  readonly quote: string;
}

/**
 * A requirement that a sentence makes.
 *
 * @param reading what the sentence means for the check, if it does not say that itself.
 */
export function must(source: Sentence, reading?: string) {
  return { level: 'MUST', source: { ...source, ...(reading === undefined ? {} : { reading }) } } as const;
}

/**
 * A requirement that no sentence makes.
 *
 * @param decision what is not documented, and how we decided.
 * @param source the nearest sentence or page.
 */
export function should(decision: string, source: Sentence | { readonly page: string }) {
  return { level: 'SHOULD', source: { ...source, reading: `our reading: ${decision}` } } as const;
}
