import type { PartyReference } from '../../../guide/task-parties.js';
import { absolute } from '../../../plan/references.js';
import type { Party } from '../../caller.js';
import type { Clause, Searcher } from '../search/searcher.js';
import type { KnownCaller } from './known-caller.js';

/** `system|value`: how a party is called by a business identifier. */
export function identifierName({ system, value }: { system?: unknown; value?: unknown }): string | undefined {
  return typeof value === 'string' ? `${typeof system === 'string' ? system : ''}|${value}` : undefined;
}

/** What a reference calls its target: by URL, by business identifier, or both. */
export function namesIn({ reference, identifier }: PartyReference, base: string): string[] {
  const url = typeof reference === 'string' && reference !== '' ? [absolute(reference, base)] : [];
  const name = identifier && identifierName(identifier);
  return name === undefined ? url : [...url, name];
}

/** All that a party is called: its URLs and identifiers, and what here has one of these identifiers. */
export function namesOf(party: Party, base: string, searcher: Searcher): ReadonlySet<string> {
  const names = new Set(party.urls);
  for (const { type, system, value } of party.identifiers) {
    names.add(`${system}|${value}`);
    for (const key of keysOf(type, system, value, searcher)) names.add(`${base}/${key}`);
  }
  return names;
}

/** A server among others that know of each other's Tasks. */
interface Neighbour {
  base: string;
  searcher: Searcher;
}

/** What a caller is called, and what that was found from. */
interface Called {
  urls: string;
  /** The very list: who makes a new one may have something new in it. */
  identifiers: Party['identifiers'];
  /** Grows with each write of a type of which the caller has an identifier, and with each server. */
  writes: number;
  names: ReadonlySet<string>;
}

/** Every request asks who its caller is, and who wrote what it asks for; that changes with the records of who is who alone. */
const calledAround = new WeakMap<readonly Neighbour[], WeakMap<KnownCaller, Called>>();

/** All that a caller is called at these servers. */
export function namesAround(caller: KnownCaller, around: readonly Neighbour[]): ReadonlySet<string> {
  const known = calledAround.get(around) ?? new WeakMap<KnownCaller, Called>();
  calledAround.set(around, known);
  const party = caller.party();
  const { identifiers } = party;
  const urls = party.urls.join(' ');
  const types = new Set(identifiers.map(({ type }) => type));
  let writes = around.length;
  for (const { searcher } of around) for (const type of types) writes += searcher.writesTo(type);
  const before = known.get(caller);
  if (before?.urls === urls && before.identifiers === identifiers && before.writes === writes) return before.names;
  const names = new Set(around.flatMap(({ base, searcher }) => [...namesOf(party, base, searcher)]));
  known.set(caller, { urls, identifiers, writes, names });
  return names;
}

/** What has an identifier, and after how many writes of its type that was so. */
interface Found {
  clauses: readonly Clause[];
  writes: number;
  keys: readonly string[];
}

/** Every request asks by the same few identifiers: what they are compiled to is kept, and what they find until anything of the type is written. */
const kept = new WeakMap<Searcher, Map<string, Found>>();
const MOST_KEPT = 10_000;

/** `Type/id` of what has an identifier here. */
function keysOf(type: string, system: string, value: string, searcher: Searcher): readonly string[] {
  const known = kept.get(searcher) ?? new Map<string, Found>();
  kept.set(searcher, known);
  const name = `${type} ${system}|${value}`;
  const before = known.get(name);
  const writes = searcher.writesTo(type);
  if (before?.writes === writes) return before.keys;
  const clauses = before?.clauses ?? searcher.compile(type, [['identifier', `${escape(system)}|${escape(value)}`]]);
  const keys = searcher.find(type, clauses).map(({ entity }) => entity.key);
  if (before !== undefined || known.size < MOST_KEPT) known.set(name, { clauses, writes, keys });
  return keys;
}

/** R4 search.html#escaping */
function escape(text: string): string {
  return text.replace(/[\\,|$]/g, '\\$&');
}
