import { BYSTANDING_CALLERS, type Caller } from './caller.js';
import type { Credentials } from './auth.js';

/** The credentials of a target file: those for all, and those that an actor or a bystander has of its own. */
export class ActorCredentials {
  constructor(
    private readonly forAll: Credentials,
    /** By the actor's name in the flow, the ActorDefinition that it plays, or the bystander's name. */
    private readonly own: ReadonlyMap<string, Credentials> = new Map(),
  ) {}

  /** All secrets; may grow. */
  get secrets(): readonly string[] {
    return this.forAll.secrets;
  }

  /** Headers for a caller's request: its own where it has such for this origin. Nobody lends a bystander any. */
  headersFor(url: string, caller?: Caller): Promise<Record<string, string>> {
    const own = [caller?.name, caller?.is].flatMap((name) => (name === undefined ? [] : (this.own.get(name) ?? [])));
    const credentials = own.find((each) => each.covers(url));
    if (credentials) return credentials.headersFor(url);
    return caller && BYSTANDING_CALLERS.has(caller.name) ? Promise.resolve({}) : this.forAll.headersFor(url);
  }

  /** Whether a bystander of this name has credentials for at least one of these servers. */
  hasBystander(name: string, bases: Iterable<string>): boolean {
    return [...bases].some((base) => this.own.get(name)?.covers(base));
  }

  /** Whether anybody needs credentials at one of these servers. */
  hasAny(bases: Iterable<string>): boolean {
    const all = [this.forAll, ...this.own.values()];
    return [...bases].some((base) => all.some((credentials) => credentials.covers(base)));
  }
}
