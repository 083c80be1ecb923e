import { createHash } from 'node:crypto';
import type { Definitions } from '../guide/guide.js';
import type { Resource } from '../guide/resource.js';
import { validate, type Issue } from './validate/validate.js';
import type { RunView } from './view.js';

/**
 * Shapes found valid before, by what they were validated with. The same instances come back in every run under other ids, hosts, suffixes
 * and dates, which make no difference to validity; what is not valid is validated each time, as it was seen.
 */
const knownValid = new WeakMap<Definitions, Set<string>>();
const MOST_KNOWN = 50_000;

/** Faults of a resource that a run saw or sent, by the profiles it claims and those asked for; warnings are left out. */
export function errorsIn(resource: Resource, run: RunView, profiles: readonly string[] = []): Issue[] {
  const { definitions } = run.guide;
  const known = knownValid.get(definitions) ?? new Set<string>();
  knownValid.set(definitions, known);
  const shape = createHash('sha256')
    .update(shapeOf(resource, run.run.suffix, profiles))
    .digest('base64');
  if (known.has(shape)) return [];
  const errors = validate(resource, definitions, { profiles }).filter(({ severity }) => severity === 'error');
  if (errors.length === 0 && known.size < MOST_KNOWN) known.add(shape);
  return errors;
}

/** The first of them, as a sentence. */
export function faultIn(resource: Resource, run: RunView, profile: string): string | undefined {
  const [issue] = errorsIn(resource, run, [`${run.guide.canonical}/StructureDefinition/${profile}`]);
  return issue && `${issue.path}: ${issue.message}`;
}

/** A day, or a moment in UTC, as a text of its own. */
const MOMENT = /(?<=")\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)?(?=")/g;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Where a run is reached at the harness's endpoint: its tag and more, see perform/run. */
const AT_ENDPOINT = /~run[0-9a-f]{4}(?=\/)/g;
const LOOPBACK = /(?<=http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):)\d+/g;

/**
 * A resource's text with everything renamed that differs from run to run: what was equal stays equal and what was different stays so, and
 * moments keep their format and their order, so that two resources of one shape are either both valid or both not.
 */
export function shapeOf(resource: Resource, suffix: string, profiles: readonly string[] = []): string {
  const text = `${profiles.join(' ')} ${JSON.stringify(resource)}`;
  const tag = suffix.replace(/^-/, '');
  const names = new Map<string, string>();
  const numbered = (found: string): string => {
    const name = names.get(found) ?? `~${names.size}`;
    names.set(found, name);
    return name;
  };
  const bare = tag ? text.replaceAll(tag, '~run') : text;
  return inOrder(bare.replace(AT_ENDPOINT, '~run~here').replace(UUID, numbered).replace(LOOPBACK, numbered));
}

/** Days and moments as their places in the order of those in the text; such as no calendar has are left as they are. */
function inOrder(text: string): string {
  const found = (text.match(MOMENT) ?? []).filter(isReal);
  const days = ranks(found.map(dayOf));
  const moments = ranks(found.filter((one) => one.length > 10).map((one) => new Date(one).toJSON()));
  return text.replace(MOMENT, (one) => {
    if (!isReal(one)) return one;
    const day = `~day${days.get(dayOf(one))}`;
    const [, fraction = ''] = one.split('.');
    return one.length === 10 ? day : `${day}~moment${moments.get(new Date(one).toJSON())}.${fraction.length}`;
  });
}

function dayOf(moment: string): string {
  return moment.slice(0, 10);
}

function isReal(moment: string): boolean {
  const date = new Date(moment);
  return !Number.isNaN(date.getTime()) && date.toJSON().startsWith(moment.slice(0, 19));
}

function ranks(texts: readonly string[]): Map<string, number> {
  return new Map([...new Set(texts)].sort().map((text, rank) => [text, rank]));
}
