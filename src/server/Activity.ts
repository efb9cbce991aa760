/** Is told which requests a server is working on. Nothing else says so of one whose caller has left. */

import type { ServerResponse } from 'node:http';

export interface Activity {
  /** A request to an operation, or to the control, has come. */
  begin(response: ServerResponse): void;
  /** It is decided how a request is answered; nothing more will be done for it. */
  end(response: ServerResponse): void;
}
