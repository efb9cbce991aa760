/** The result of a delivery: either `event` or `error`. */
export type EventResult<Event, Failure> =
  | { readonly event: Event; readonly error?: undefined }
  | { readonly event?: undefined; readonly error: Failure };
