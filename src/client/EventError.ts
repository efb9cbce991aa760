/**
 * Why there is no event to act on. `kind` names what happened, for code to switch on; `message` is a sentence for people.
 * Neither contains a secret.
 */
export type EventError =
  /** The body is absent or empty. */
  | { readonly kind: 'payload_missing'; readonly message: string }
  /** The body is neither text nor bytes: parsed JSON, for example. Only the body as it was received can be verified. */
  | { readonly kind: 'payload_not_raw'; readonly message: string }
  /** The header named `header` is absent or empty. */
  | { readonly kind: 'header_missing'; readonly header: string; readonly message: string }
  /** The header named `header` is an array or something else than text. */
  | { readonly kind: 'header_not_text'; readonly header: string; readonly message: string }
  /** The header named `header` does not have the form that the vendor gives it. */
  | { readonly kind: 'header_malformed'; readonly header: string; readonly message: string }
  /** The header has no signature of a supported scheme. */
  | { readonly kind: 'no_signature'; readonly header: string; readonly message: string }
  /** No secret was given, or one of several is blank. */
  | { readonly kind: 'secret_missing'; readonly message: string }
  /** No signature fits this body and one of the secrets. */
  | { readonly kind: 'signature_mismatch'; readonly message: string }
  /** The signature fits, but was made `age` seconds ago, which is more than `tolerance`. */
  | { readonly kind: 'too_old'; readonly age: number; readonly tolerance: number; readonly message: string }
  /** `tolerance` is not a number of at least 0. */
  | { readonly kind: 'invalid_tolerance'; readonly message: string }
  /** The body is signed, but is not JSON in UTF-8. */
  | { readonly kind: 'not_json'; readonly message: string }
  /** The body is signed JSON, but not an event: `object` is not `event`, or `type` or `data.object` is absent. */
  | { readonly kind: 'not_an_event'; readonly message: string };
