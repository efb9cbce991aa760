/** What came of a delivery: either its event or an error. */
export type EventResult<Event, Failure> =
  | { readonly event: Event; readonly error?: undefined }
  | { readonly event?: undefined; readonly error: Failure };
