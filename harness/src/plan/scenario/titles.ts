import type { Act } from '../scenario.js';
import type { Context } from './context.js';

/** A plain sentence for an act whose author gave no title. */
export function titleFor(act: Act, context: Context): string {
  const who = 'by' in act ? nameOf(act.by, context) : '';
  switch (act.kind) {
    case 'create':
      return act.refused ? `${who} tries to create ${typesOf(act.keys)}` : `${who} creates ${typesOf(act.keys)}`;
    case 'update': {
      const status = typeof act.set.status === 'string' ? ` to ${act.set.status}` : '';
      return `${who} ${act.refused ? 'tries to update' : 'updates'} the ${typesOf([act.key])}${status}`;
    }
    case 'read':
      return `${who} reads ${typesOf(act.keys)}`;
    case 'search':
      return `${who} searches ${nameOf(act.where, context)}`;
    case 'race':
      return 'Several act at the same time';
    case 'wait':
      return `Time passes until ${act.until}`;
    case 'fork':
      return 'The story can go on in several ways';
  }
}

function nameOf(name: string, context: Context): string {
  const actor = context.actors.get(name);
  const title = (actor && context.guide.actors.get(actor.is)?.title) ?? name;
  return !actor || actor.name === actor.is ? `The ${title}` : `The ${title} (${actor.name})`;
}

function typesOf(keys: readonly string[]): string {
  const types = [...new Set(keys.map((key) => key.split('/')[0] ?? ''))];
  const last = types.pop() ?? '';
  return types.length > 0 ? `${types.join(', ')} and ${last}` : last;
}
