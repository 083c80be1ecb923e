import type { Resource } from '../../../guide/resource.js';
import { parseQuery } from '../http.js';
import { fhirpath, r4Model } from '../lazy.js';
import { isObject, text } from '../search/kind.js';
import type { Searcher } from '../search/searcher.js';
import type { Change, Version } from '../store.js';

/** What makes a topic fire, for one resource type (R5 SubscriptionTopic.resourceTrigger). */
export interface Trigger {
  type: string;
  interactions: ReadonlySet<string>;
  /** Search strings over the resource before and after. */
  previous?: string;
  current?: string;
  requireBoth: boolean;
  /** Whether a missing "before" (create) or "after" (delete) counts as fitting. */
  passesOnCreate: boolean;
  passesOnDelete: boolean;
  fhirPath?: string;
}

/** A SubscriptionTopic that the server can serve. */
export interface Topic {
  url: string;
  triggers: readonly Trigger[];
  /** Parameters that a subscriber may filter by; absent when the topic doesn't say. */
  filters?: ReadonlySet<string>;
  /** Related resources that a notification brings along, as `_include` values. */
  includes: readonly string[];
  reverseIncludes: readonly string[];
}

/** A topic in short: any create or update of this type of resource. */
export interface SimpleTopic {
  url: string;
  resource: string;
}

/** Reads SubscriptionTopic resources (R5 form), or topics in short; those without url or resource trigger can't be served. */
export function readTopics(sources: readonly (Resource | SimpleTopic)[]): Map<string, Topic> {
  const topics = new Map<string, Topic>();
  for (const source of sources) {
    const resource: Record<string, unknown> = isSimple(source)
      ? { ...source, resourceTrigger: [simpleTrigger(source)] }
      : source;
    const url = text(resource.url);
    const triggers = objects(resource.resourceTrigger).flatMap(readTrigger);
    if (url === undefined || triggers.length === 0) continue;
    const filters = objects(resource.canFilterBy).flatMap((filter) => text(filter.filterParameter) ?? []);
    const shapes = objects(resource.notificationShape);
    topics.set(url, {
      url,
      triggers,
      ...(filters.length > 0 ? { filters: new Set(filters) } : {}),
      includes: shapes.flatMap((shape) => strings(shape.include)),
      reverseIncludes: shapes.flatMap((shape) => strings(shape.revInclude)),
    });
  }
  return topics;
}

function isSimple(source: Resource | SimpleTopic): source is SimpleTopic {
  return !('resourceType' in source);
}

function simpleTrigger({ resource }: SimpleTopic): Record<string, unknown> {
  return { resource, supportedInteraction: ['create', 'update'] };
}

function readTrigger(trigger: Record<string, unknown>): Trigger[] {
  const type = text(trigger.resource)?.replace('http://hl7.org/fhir/StructureDefinition/', '');
  if (type === undefined) return [];
  const interactions = strings(trigger.supportedInteraction);
  const query = isObject(trigger.queryCriteria) ? trigger.queryCriteria : {};
  const previous = text(query.previous);
  const current = text(query.current);
  const fhirPath = text(trigger.fhirPathCriteria);
  return [
    {
      type,
      interactions: new Set(interactions.length > 0 ? interactions : ['create', 'update', 'delete']),
      ...(previous === undefined ? {} : { previous }),
      ...(current === undefined ? {} : { current }),
      requireBoth: query.requireBoth === true,
      passesOnCreate: query.resultForCreate === 'test-passes',
      passesOnDelete: query.resultForDelete === 'test-passes',
      ...(fhirPath === undefined ? {} : { fhirPath }),
    },
  ];
}

function objects(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** Whether a change makes a trigger fire. */
export function fires(trigger: Trigger, change: Change, searcher: Searcher): boolean {
  const { previous, current } = change;
  if (trigger.type !== current.entity.type) return false;
  const interaction = !current.resource ? 'delete' : previous?.resource ? 'update' : 'create';
  return trigger.interactions.has(interaction) && queryFits(trigger, change, searcher) && fhirPathFits(trigger, change);
}

/** Whether a trigger's criteria are about the resource as it was before the change, and not as it is now. */
export function isAboutBefore(trigger: Trigger): boolean {
  return trigger.previous !== undefined && trigger.current === undefined && !trigger.passesOnCreate;
}

function queryFits(trigger: Trigger, { previous, current }: Change, searcher: Searcher): boolean {
  const results: boolean[] = [];
  if (trigger.previous !== undefined) {
    results.push(
      previous?.resource ? fits(trigger.type, trigger.previous, previous, searcher) : trigger.passesOnCreate,
    );
  }
  if (trigger.current !== undefined) {
    results.push(current.resource ? fits(trigger.type, trigger.current, current, searcher) : trigger.passesOnDelete);
  }
  if (results.length === 0) return true;
  return trigger.requireBoth ? results.every(Boolean) : results.some(Boolean);
}

/** Whether a version fits a search string, `Task?status=x` or `status=x`. */
export function fits(type: string, criteria: string, version: Version, searcher: Searcher): boolean {
  const query = parseQuery(criteria.slice(criteria.indexOf('?') + 1));
  return searcher.compile(type, query).every((clause) => clause.test(version));
}

function fhirPathFits(trigger: Trigger, { previous, current }: Change): boolean {
  if (trigger.fhirPath === undefined) return true;
  const resource = current.resource ?? previous?.resource ?? {};
  const run = fhirpath().compile(trigger.fhirPath, r4Model(), {});
  const result = run(resource, { current: current.resource ?? [], previous: previous?.resource ?? [] }) as unknown[];
  return result[0] === true;
}
