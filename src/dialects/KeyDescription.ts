/** What the file of keys says about a key. Its form says the rest. */
export interface KeyDescription {
  readonly key: string;
  readonly organization: string;
  /** What a restricted key may do; `write` unless given. */
  readonly access?: 'read' | 'write';
  readonly expired?: boolean;
  /** Organizations besides its own that it may act for. */
  readonly accounts?: readonly string[];
}
