/** Where a requirement comes from, and how much it obliges. */

/** A sentence that stands word for word on a page. */
export interface Sentence {
  readonly page: string;
  readonly quote: string;
}

/**
 * A requirement that a sentence makes.
 *
 * @param reading what the sentence means for the check, where it does not say it outright.
 */
export function must(source: Sentence, reading?: string) {
  return { level: 'MUST', source: { ...source, ...(reading === undefined ? {} : { reading }) } } as const;
}

/**
 * A requirement that no sentence makes.
 *
 * @param decision what nobody documents and how we decided.
 * @param source the sentence or the page that it is near to.
 */
export function should(decision: string, source: Sentence | { readonly page: string }) {
  return { level: 'SHOULD', source: { ...source, reading: `our reading: ${decision}` } } as const;
}
