import { createHash } from 'node:crypto';
import type { Definitions } from '../guide/guide.js';
import type { Resource } from '../guide/resource.js';
import { Structures } from './validate/structures.js';
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
  const shape = shapeOf(resource, run.run.suffix, profiles);
  const key = createHash('sha256').update(shape).digest('base64');
  if (known.has(key)) return [];
  const errors = validate(resource, definitions, { profiles }).filter(({ severity }) => severity === 'error');
  if (errors.length === 0 && known.size < MOST_KNOWN && saysAll(shape, definitions)) known.add(key);
  return errors;
}

/** The first of them, as a sentence. */
export function faultIn(resource: Resource, run: RunView, profile: string): string | undefined {
  const [issue] = errorsIn(resource, run, [`${run.guide.canonical}/StructureDefinition/${profile}`]);
  return issue && `${issue.path}: ${issue.message}`;
}

/** A day, or a moment with its zone, as a text of its own. */
const MOMENT = /(?<=")\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?(?:Z|[+-]\d{2}:\d{2}))?(?=")/g;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const LOOPBACK = /(?<=http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):)\d+/g;
/** What runs append to identifiers and use as a tag: of one length, so that no other text becomes longer or shorter by it. */
const SUFFIX = /^-[0-9a-f]{8}$/;

/**
 * A resource's text with everything renamed that differs from run to run: what was equal stays equal and what was different stays so, and
 * moments keep their format and their order. Two resources of one shape are both valid or both not, if it {@link saysAll}.
 */
export function shapeOf(resource: Resource, suffix: string, profiles: readonly string[] = []): string {
  const text = `${profiles.join(' ')} ${JSON.stringify(resource)}`;
  const names = new Map<string, string>();
  const numbered = (found: string): string => {
    const name = names.get(found) ?? `~${names.size};`;
    names.set(found, name);
    return name;
  };
  // A name begins with ~ and ends in ; where a resource has a ~ of its own it is doubled, so that none looks like a name.
  const bare = withoutSuffix(text.replaceAll('~', '~~'), suffix, numbered);
  return inOrder(bare.replace(UUID, numbered).replace(LOOPBACK, numbered));
}

/** A run's suffix stands at the end of identifiers, in its tag, and, with four digits more, in the path of the harness's endpoint (perform/run). */
function withoutSuffix(text: string, suffix: string, numbered: (found: string) => string): string {
  if (!SUFFIX.test(suffix)) return text;
  const tag = suffix.slice(1);
  const bare = text.replaceAll(suffix, '~run;').replaceAll(`"${tag}"`, '"~tag;"');
  return bare.includes(tag) ? bare.replace(new RegExp(`(?<=/)${tag}[0-9a-f]{4}(?=/)`, 'g'), numbered) : bare;
}

/**
 * Days and moments as their places in the order of those in the text; such as no calendar has are left as they are. FHIRPath compares a
 * day with a moment by the day that the moment has here, and a moment with one of another zone: so each says its day, here and there, and its zone.
 */
function inOrder(text: string): string {
  const found = new Map((text.match(MOMENT) ?? []).filter(isReal).map((one) => [one, placed(one)]));
  const days = ranks([...found.values()].flatMap(({ day, here }) => [day, here]));
  const times = ranks([...found.values()].flatMap(({ time }) => time ?? []));
  return text.replace(MOMENT, (one) => {
    const place = found.get(one);
    if (!place) return one;
    const day = `~day${days.get(place.day)}`;
    if (place.time === undefined) return `${day};`;
    const [, fraction, zone] = /^([.\d]*)(.+)$/.exec(one.slice('2026-03-02T10:00:00'.length)) ?? [];
    return `${day}~here${days.get(place.here)}~moment${times.get(place.time)}.${fraction?.length}${zone};`;
  });
}

/** The day that is written, the day that it is in this process's time zone, and the moment in UTC if it is one. */
function placed(moment: string): { day: string; here: string; time?: string } {
  const day = moment.slice(0, 10);
  if (moment.length === 10) return { day, here: day };
  const date = new Date(moment);
  const here = new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toJSON().slice(0, 10);
  return { day, here, time: date.toJSON() };
}

function isReal(moment: string): boolean {
  const day = new Date(moment.slice(0, 10));
  if (Number.isNaN(day.getTime()) || !day.toJSON().startsWith(moment.slice(0, 10)) || moment.startsWith('0'))
    return false;
  return !Number.isNaN(new Date(moment).getTime()) && !moment.includes('T24');
}

function ranks(texts: readonly string[]): Map<string, number> {
  return new Map([...new Set(texts)].sort().map((text, rank) => [text, rank]));
}

/** Dates that have no place in the order: a year, a month, no day of the calendar, a leap second. */
const UNPLACED = /"\d{4}(?:-\d\d(?:-\d\d(?:T[^"]*)?)?)?"/;
/** Names of code systems, codes and definitions that were renamed in part, though they mean something as they stand; a request's url does not. */
const RENAMED_NAME =
  /(?:"(?:code|system|version)"|(?<!"method":"[A-Z]+",)"url"):"[^"]*~(?!~|tag;")|"profile":\[[^\]]*~(?!~)/;
/** What JSON has for a number that is too large for it. */
const NULL = /[[:,]null[,}\]]/;

/**
 * Whether all that validity depends on stands in the shape. It does not where a date is to be compared that was left as it is, where a rule
 * names a moment or asks for the time, or where something was renamed that definitions name. Such a resource is validated each time.
 */
function saysAll(shape: string, definitions: Definitions): boolean {
  if (UNPLACED.test(shape) || RENAMED_NAME.test(shape) || NULL.test(shape)) return false;
  return !Structures.of(definitions).namesWhatChanges;
}
