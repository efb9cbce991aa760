/** Why a request was rejected before a handler ran. Each dialect words every kind in its own way. */
export type Rejection =
  | { readonly kind: 'unknown_route' }
  | { readonly kind: 'unserved_route' }
  | { readonly kind: 'no_key' }
  | { readonly kind: 'unknown_key'; readonly secret: string }
  | { readonly kind: 'expired_key'; readonly secret: string }
  | { readonly kind: 'publishable_key' }
  | { readonly kind: 'forbidden_key'; readonly secret: string; readonly account: string }
  | { readonly kind: 'unreachable_account'; readonly secret: string; readonly account: string }
  | { readonly kind: 'contradictory_accounts' }
  | { readonly kind: 'malformed_request'; readonly reason: string }
  | { readonly kind: 'unreadable_body'; readonly reason: string }
  | { readonly kind: 'unsupported_body' }
  | { readonly kind: 'bad_parameter'; readonly param: string; readonly problem: string; readonly code?: string }
  | { readonly kind: 'bad_declaration'; readonly problem: string }
  | { readonly kind: 'control_refused'; readonly problem: string }
  | { readonly kind: 'unknown_in_control'; readonly problem: string }
  | { readonly kind: 'no_docs' }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'crash' };
