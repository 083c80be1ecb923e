import type { PartyReference } from '../../../guide/task-parties.js';
import { absolute } from '../../../plan/references.js';
import type { Party } from '../../caller.js';
import type { Searcher } from '../search/searcher.js';

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
    const clauses = searcher.compile(type, [['identifier', `${escape(system)}|${escape(value)}`]]);
    for (const { entity } of searcher.find(type, clauses)) names.add(`${base}/${entity.key}`);
  }
  return names;
}

/** R4 search.html#escaping */
function escape(text: string): string {
  return text.replace(/[\\,|$]/g, '\\$&');
}
