import type { AnyResult, Call, ClientDialect } from './ClientDialect.js';
import type { ReplyValidator } from './replyValidator.js';

/** Compares every response with the document. Loads the validator before it sends anything. */
export function validated(
  send: (call: Call) => Promise<AnyResult>,
  loadDocument: ClientDialect['loadDocument'],
): (call: Call) => Promise<AnyResult> {
  const load = async () => (await import('./replyValidator.js')).loadReplyValidator(loadDocument);
  let loading: Promise<ReplyValidator> | undefined;

  return async (call) => {
    loading ??= load();
    const validate = await loading;
    return validate(call, await send(call));
  };
}
