/** What shall go wrong with the next requests of an operation; the control document says what each member means. */

import type { components } from '../../generated/control.js';

type Schemas = components['schemas'];

export type FaultDeclaration = Readonly<Schemas['FaultDeclaration']>;

/** An answer instead of the true one. */
export type DeclaredAnswer = NonNullable<FaultDeclaration['answer']>;

/** An answer as it is sent. */
export type RawAnswer = Readonly<Schemas['RawAnswer']>;
