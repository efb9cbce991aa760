/** Learns which requests a server is working on, also those whose caller has left. */

import type { ServerResponse } from 'node:http';

export interface Activity {
  /** A request to an operation, or to the control, has come. */
  begin(response: ServerResponse): void;
  /** The answer to a request is decided; nothing more will be done for it. */
  end(response: ServerResponse): void;
}
