import type { Resource } from '../../../guide/resource.js';
import { parseQuery } from '../http.js';
import { Refusal } from '../outcome.js';
import { UnknownParameter } from '../search/criteria.js';
import { isObject, text } from '../search/kind.js';
import type { Clause, Searcher } from '../search/searcher.js';
import type { Change } from '../store.js';
import { extensionValue, readChannel, unprocessable, type Channel } from './channel.js';
import { fires, isAboutBefore, type Topic } from './topic.js';

/** How much of what changed a topic notification carries. */
export type Content = 'empty' | 'id-only' | 'full-resource';

/** A Subscription understood: what it looks for and whom it tells. */
export interface Watch {
  channel: Channel;
  /** Present for a topic subscription. */
  topic?: Topic;
  content?: Content;
  /** Whether a change is to be announced. */
  matches(change: Change): boolean;
  /** ISO instant after which nothing is sent any more. */
  end?: string;
}

/** What reading a Subscription needs. */
export interface WatchContext {
  searcher: Searcher;
  topics: ReadonlyMap<string, Topic>;
  allowedHosts: ReadonlySet<string>;
  types: ReadonlySet<string>;
}

const PROFILE = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription';
const FILTER = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-filter-criteria';
const CONTENTS: readonly unknown[] = ['empty', 'id-only', 'full-resource'];

/** Understands a Subscription. Throws a Refusal (422) for what can't be served. */
export function readWatch(subscription: Resource, context: WatchContext): Watch {
  const criteria = text(subscription.criteria);
  if (criteria === undefined) throw unprocessable('criteria is missing');
  const channel = readChannel(subscription, context.allowedHosts);
  const profiles = subscription.meta?.profile;
  const claimed = Array.isArray(profiles) && profiles.some((profile) => String(profile).split('|')[0] === PROFILE);
  const byTopic = claimed || context.topics.has(criteria) || /^(https?|urn):/.test(criteria);
  const end = text(subscription.end);
  const what = byTopic ? topicWatch(subscription, criteria, context) : criteriaWatch(criteria, context);
  return { ...what, channel, ...(end === undefined ? {} : { end }) };
}

/** R4 subscription.html: any create or update whose result fits the search. */
function criteriaWatch(criteria: string, context: WatchContext): Pick<Watch, 'matches'> {
  const mark = criteria.indexOf('?');
  const type = mark < 0 ? criteria : criteria.slice(0, mark);
  if (!context.types.has(type)) throw unprocessable(`criteria "${criteria}" should be Type?search`);
  const query = mark < 0 ? [] : parseQuery(criteria.slice(mark + 1));
  const clauses = filterOf(type, query, context.searcher);
  return {
    matches: ({ current }) =>
      current.entity.type === type &&
      current.resource !== undefined &&
      clauses().every((clause) => clause.test(current)),
  };
}

/**
 * Subscriptions R5 Backport: the topic says when, the filters narrow it. They are tested on the version that the trigger is about, so
 * that who stops fitting can be told a last time.
 */
function topicWatch(subscription: Resource, url: string, context: WatchContext): Omit<Watch, 'channel' | 'end'> {
  const topic = context.topics.get(url);
  if (!topic) {
    const known = [...context.topics.keys()].join(', ') || 'none';
    throw unprocessable(`topic "${url}" is not supported; supported: ${known}`);
  }
  const content = contentOf(subscription);
  const filters = filtersIn(subscription).map((filter) => readFilter(filter, topic, context));
  const { searcher } = context;
  return {
    topic,
    content,
    matches(change) {
      return topic.triggers.some((trigger) => {
        if (!fires(trigger, change, searcher)) return false;
        const version = isAboutBefore(trigger) || !change.current.resource ? change.previous! : change.current;
        return filters.every(
          ({ type, clauses }) => type !== version.entity.type || clauses().every((clause) => clause.test(version)),
        );
      });
    },
  };
}

function contentOf(subscription: Resource): Content {
  const channel = subscription.channel as Record<string, unknown>;
  const content = extensionValue(channel._payload, 'backport-payload-content');
  if (!CONTENTS.includes(content)) {
    throw unprocessable(
      'channel.payload needs the backport-payload-content extension: empty, id-only or full-resource',
    );
  }
  if (channel.payload === undefined) throw unprocessable('channel.payload is missing; a topic notification has a body');
  return content as Content;
}

function filtersIn(subscription: Resource): string[] {
  const holder = subscription._criteria;
  const extensions = isObject(holder) && Array.isArray(holder.extension) ? holder.extension : [];
  return extensions.flatMap((extension) =>
    isObject(extension) && extension.url === FILTER ? (text(extension.valueString) ?? []) : [],
  );
}

/** `Task?owner=Organization/1` or, with one type in the topic, `owner=Organization/1`. */
function readFilter(filter: string, topic: Topic, context: WatchContext): { type: string; clauses: () => Clause[] } {
  const mark = filter.indexOf('?');
  const type = mark < 0 ? topic.triggers[0]!.type : filter.slice(0, mark);
  if (!topic.triggers.some((trigger) => trigger.type === type)) {
    throw unprocessable(`filter "${filter}" is not about a resource type of topic ${topic.url}`);
  }
  const query = parseQuery(filter.slice(mark + 1));
  for (const [name] of query) {
    const code = name.split(/[:.]/, 1)[0]!;
    if (topic.filters && !topic.filters.has(code)) {
      throw unprocessable(
        `topic ${topic.url} can't be filtered by "${code}"; possible: ${[...topic.filters].join(', ')}`,
      );
    }
  }
  return { type, clauses: filterOf(type, query, context.searcher) };
}

/** Clauses of a filter. Those that look at other resources (chains, `_has`) are made anew for each event. */
function filterOf(type: string, query: readonly [string, string][], searcher: Searcher): () => Clause[] {
  const compile = (): Clause[] => {
    try {
      return searcher.compile(type, query);
    } catch (error) {
      if (error instanceof UnknownParameter || error instanceof Refusal) throw unprocessable(error.message);
      throw error;
    }
  };
  const fixed = compile();
  const looksElsewhere = query.some(([name]) => name.includes('.') || name.startsWith('_has:'));
  return looksElsewhere ? compile : () => fixed;
}
