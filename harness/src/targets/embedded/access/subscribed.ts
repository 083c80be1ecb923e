import type { Resource } from '../../../guide/resource.js';
import { parseQuery } from '../http.js';
import { isObject, text } from '../search/kind.js';

/** Search parameters by which a Subscription says whose Tasks it is about. */
const PARTIES: ReadonlySet<string> = new Set(['owner', 'requester', 'patient', 'subject']);

/** References to the parties whose resources a Subscription asks for, by its criteria or by the filters of its topic. */
export function namedParties(subscription: Resource): string[] {
  const holder = subscription._criteria;
  const extensions = isObject(holder) && Array.isArray(holder.extension) ? holder.extension.filter(isObject) : [];
  const texts = [text(subscription.criteria), ...extensions.map(({ valueString }) => text(valueString))];
  return texts.flatMap((criteria) => {
    const query = parseQuery(criteria?.slice(criteria.indexOf('?') + 1) ?? '');
    return query.filter(([name]) => PARTIES.has(name.split(/[:.]/, 1)[0]!)).flatMap(([, value]) => value.split(','));
  });
}
