import { randomUUID } from 'node:crypto';
import type { Caller } from './caller.js';
import type { KnownCaller } from './embedded/access/known-caller.js';

/** ActorDefinitions whose duty covers what others do: that was agreed, and no resource says it. */
const READ_ALL: ReadonlySet<string> = new Set(['observer']);
/** ActorDefinitions with whom it was agreed that they may take Tasks that nobody owns. */
const CLAIM: ReadonlySet<string> = new Set(['potential-fulfiller']);

/** Gives each caller a bearer token of its own, and tells servers whose a token is. */
export class TokenIssuer {
  /** Part of every token: whoever does not know it has none. */
  readonly secret = randomUUID();
  private readonly tokens = new Map<Caller, string>();
  private readonly callers = new Map<string, KnownCaller>();

  /** The token of a caller; the one that may do all when nobody is named. */
  tokenFor(caller?: Caller): string {
    if (!caller) return this.secret;
    const known = this.tokens.get(caller);
    if (known !== undefined) return known;
    const token = `${this.secret}.${this.tokens.size}`;
    this.tokens.set(caller, token);
    const { name, is } = caller;
    const party = (): ReturnType<Caller['party']> => caller.party();
    this.callers.set(token, { name, is, party, readsAll: READ_ALL.has(is), claims: CLAIM.has(is) });
    return token;
  }

  /** Whose a token is. */
  readonly callerOf = (token: string): KnownCaller | 'master' | undefined =>
    token === this.secret ? 'master' : this.callers.get(token);
}
