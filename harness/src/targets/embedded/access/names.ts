import type { PartyReference } from '../../../guide/task-parties.js';
import { absolute } from '../../../plan/references.js';
import type { Party } from '../../caller.js';
import type { Clause, Searcher } from '../search/searcher.js';

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
    for (const { entity } of searcher.find(type, byIdentifier(type, system, value, searcher)))
      names.add(`${base}/${entity.key}`);
  }
  return names;
}

/** Every request asks by the same few identifiers: what they are compiled to is kept. */
const compiled = new WeakMap<Searcher, Map<string, readonly Clause[]>>();
const MOST_KEPT = 10_000;

function byIdentifier(type: string, system: string, value: string, searcher: Searcher): readonly Clause[] {
  const kept = compiled.get(searcher) ?? new Map<string, readonly Clause[]>();
  compiled.set(searcher, kept);
  const key = `${type} ${system}|${value}`;
  const clauses = kept.get(key) ?? searcher.compile(type, [['identifier', `${escape(system)}|${escape(value)}`]]);
  if (kept.size < MOST_KEPT) kept.set(key, clauses);
  return clauses;
}

/** R4 search.html#escaping */
function escape(text: string): string {
  return text.replace(/[\\,|$]/g, '\\$&');
}
