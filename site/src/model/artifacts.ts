import type { Guide } from '../../../harness/src/guide/guide.js';
import { keyOf, type InstanceKey, type Resource } from '../../../harness/src/guide/resource.js';
import { withCommonFacts } from './common-facts.js';
import { objectOf, objectsOf, textOf } from './json.js';

/** How artifacts are told apart on the site. The order is that of the artifacts page. */
export const KINDS = {
  profile: { title: 'Profiles', one: 'Profile' },
  extension: { title: 'Extensions', one: 'Extension' },
  valueset: { title: 'Value sets', one: 'Value set' },
  codesystem: { title: 'Code systems', one: 'Code system' },
  actor: { title: 'Actors', one: 'Actor' },
  requirements: { title: 'Requirements', one: 'Requirements' },
  capability: { title: 'Capability statements', one: 'Capability statement' },
  searchparameter: { title: 'Search parameters', one: 'Search parameter' },
  topic: { title: 'Subscription topics', one: 'Subscription topic' },
  message: { title: 'Message definitions', one: 'Message definition' },
  flow: { title: 'Example scenarios and test plans', one: 'Example scenario' },
  naming: { title: 'Identifier systems', one: 'Identifier system' },
  other: { title: 'Other definitions', one: 'Definition' },
  example: { title: 'Examples', one: 'Example' },
} as const;

/** One of {@link KINDS}. */
export type Kind = keyof typeof KINDS;

const KIND_OF_TYPE: Record<string, Kind> = {
  ValueSet: 'valueset',
  CodeSystem: 'codesystem',
  ActorDefinition: 'actor',
  Requirements: 'requirements',
  CapabilityStatement: 'capability',
  SearchParameter: 'searchparameter',
  SubscriptionTopic: 'topic',
  MessageDefinition: 'message',
  NamingSystem: 'naming',
  ExampleScenario: 'flow',
  TestPlan: 'flow',
  TestScript: 'flow',
};

/** A resource of the guide as the site shows it. */
export interface Artifact {
  key: InstanceKey;
  type: string;
  id: string;
  kind: Kind;
  /** For people. */
  title: string;
  /** Markdown; empty where there is none. */
  description: string;
  /** Its page, e.g. `StructureDefinition-coordination-task.html`. */
  href: string;
  resource: Resource;
  /** The resource as JSON without white space, to look for urls and references in. */
  json: string;
}

/**
 * Every resource of the guide, by title, then by key: definitions with what the guide says for all of them.
 *
 * @param more resources of the guide that SUSHI does not compile but only lists, such as those made from flows
 */
export function artifactsOf(guide: Guide, more: readonly Resource[] = []): Artifact[] {
  const igKey = guide.keys().find((key) => key.startsWith('ImplementationGuide/'));
  const ig = igKey === undefined ? undefined : guide.instance(igKey);
  const listed = new Map(
    objectsOf(objectOf(ig?.definition).resource).map((entry) => [
      textOf(objectOf(entry.reference).reference) ?? '',
      entry,
    ]),
  );
  const own = guide.keys().flatMap((key) => (key === igKey ? [] : (guide.instance(key) ?? [])));
  const known = new Set(own.map(keyOf));
  return [...own, ...more.filter((resource) => !known.has(keyOf(resource)))]
    .map((resource) => artifactOf(resource, listed.get(keyOf(resource)) ?? {}, ig))
    .sort((a, b) => a.title.localeCompare(b.title, 'en') || (a.key < b.key ? -1 : 1));
}

function artifactOf(compiled: Resource, entry: Record<string, unknown>, ig: Resource | undefined): Artifact {
  const key = keyOf(compiled);
  const [type = '', id = ''] = key.split('/');
  const kind = kindOf(compiled, entry);
  const resource = kind === 'example' ? compiled : withCommonFacts(compiled, ig);
  const title = resource.title ?? entry.name ?? resource.name;
  return {
    key,
    type,
    id,
    kind,
    title: textOf(title) ?? key,
    description: textOf(entry.description) ?? textOf(resource.description) ?? '',
    href: `${type}-${id}.html`,
    resource,
    json: JSON.stringify(resource),
  };
}

function kindOf(resource: Resource, entry: Record<string, unknown>): Kind {
  const { resourceType } = resource;
  if (resourceType === 'StructureDefinition') return resource.type === 'Extension' ? 'extension' : 'profile';
  const kind = KIND_OF_TYPE[resourceType];
  if (kind) return kind;
  return entry.exampleBoolean === false ? 'other' : 'example';
}

/** Which examples refer to which: the referring ones by the key that they refer to, in the artifacts' order. */
export function referrersIn(artifacts: readonly Artifact[]): Map<InstanceKey, Artifact[]> {
  const found = new Map<InstanceKey, Artifact[]>();
  for (const artifact of artifacts) {
    if (artifact.kind !== 'example') continue;
    const keys = new Set([...artifact.json.matchAll(/"reference":"([^"]+)"/g)].map(([, key = '']) => key));
    for (const key of keys) if (key !== artifact.key) found.set(key, [...(found.get(key) ?? []), artifact]);
  }
  return found;
}
