/**
 * Stands in for the Request that openapi-fetch makes of its arguments. `fetch` makes one of its own anyway; a second would
 * take half as long again.
 */
export class RequestArguments {
  constructor(
    readonly url: string,
    readonly init: RequestInit,
  ) {}
}
