/** Why a body is no event to act on. `kind` says what happened; `message` says it in a sentence. None of it contains a secret. */
export type EventError =
  /** There is no body, or an empty one. */
  | { readonly kind: 'payload_missing'; readonly message: string }
  /** A parsed body, or something else than text or bytes. Only the body as it was received can be verified. */
  | { readonly kind: 'payload_not_raw'; readonly message: string }
  /** The header named `header` is absent or empty. */
  | { readonly kind: 'header_missing'; readonly header: string; readonly message: string }
  /** The header named `header` is an array or something else than text. */
  | { readonly kind: 'header_not_text'; readonly header: string; readonly message: string }
  /** The header named `header` does not have the form that the vendor gives it. */
  | { readonly kind: 'header_malformed'; readonly header: string; readonly message: string }
  /** There are signatures of other schemes at most. */
  | { readonly kind: 'no_signature'; readonly header: string; readonly message: string }
  /** There is no secret, or a blank one among several. */
  | { readonly kind: 'secret_missing'; readonly message: string }
  /** No signature is that of this body by one of the secrets. */
  | { readonly kind: 'signature_mismatch'; readonly message: string }
  /** Signed for this body, but `age` seconds ago, which is more than `tolerance`. */
  | { readonly kind: 'too_old'; readonly age: number; readonly tolerance: number; readonly message: string }
  /** The tolerance is no number of seconds from 0 on. */
  | { readonly kind: 'invalid_tolerance'; readonly message: string }
  /** Signed, but not JSON in UTF-8. */
  | { readonly kind: 'not_json'; readonly message: string }
  /** Signed JSON, but not an event: not an object whose `object` is `event`, with a `type` and an object it is about. */
  | { readonly kind: 'not_an_event'; readonly message: string };
