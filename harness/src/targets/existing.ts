import type { BusinessIdentifier, InstanceKey, Resource } from '../guide/resource.js';
import type { Guide } from '../guide/guide.js';
import { identifiersIn } from '../plan/known-identifiers.js';
import { tokenOf } from '../plan/localize.js';
import type { Plan, Step } from '../plan/plan.js';
import { TargetError } from './target-error.js';

/** What the guide's instances are that a target has already (`existing` in a target file): where, and what they are known by. */
export class ExistingInstances {
  private readonly contents = new Map<string, Resource>();
  private readonly known = new Map<InstanceKey, BusinessIdentifier[]>();

  /** @param urls by base URL of a server, and instance */
  private constructor(private readonly urls: ReadonlyMap<string, ReadonlyMap<InstanceKey, string>>) {}

  /** Where an instance is at a server. */
  at(key: InstanceKey, base: string): string | undefined {
    return this.urls.get(base)?.get(key);
  }

  /** What is at a URL is known by these; undefined where nothing was before. */
  identifiersOf(url: string): readonly BusinessIdentifier[] | undefined {
    for (const at of this.urls.values()) for (const [key, there] of at) if (there === url) return this.known.get(key);
    return undefined;
  }

  /** What an instance was like there when it was looked for. */
  contentAt(key: InstanceKey, base: string): Resource | undefined {
    const url = this.at(key, base);
    return url === undefined ? undefined : this.contents.get(url);
  }

  /** What an instance is known by at all servers that have it; undefined when none has. */
  identifiers(key: InstanceKey): readonly BusinessIdentifier[] | undefined {
    return this.known.get(key);
  }

  /**
   * Reads each of them. Throws a TargetError for what is not there or is something else, for what has no business identifier though the
   * guide's instance has, and for what is not known by the same one everywhere.
   * @param stated by base URL: instance, and its reference at that server
   */
  static async find(
    stated: ReadonlyMap<string, Readonly<Record<InstanceKey, string>>>,
    guide: Guide,
    read: (url: string) => Promise<{ status: number; resource?: Resource }>,
  ): Promise<ExistingInstances> {
    const urls = new Map([...stated].map(([base, at]) => [base, urlsAt(base, at)] as const));
    const found = new ExistingInstances(urls);
    for (const at of urls.values())
      for (const [key, url] of at) found.note(key, url, await resourceAt(key, url, read), guide);
    return found;
  }

  private note(key: InstanceKey, url: string, resource: Resource, guide: Guide): void {
    this.contents.set(url, resource);
    const instance = guide.instance(key);
    const identifiers = identifiersIn(resource);
    if (identifiers.length === 0 && instance && identifiersIn(instance).length > 0) {
      throw new TargetError(
        `${url} stands for ${key} and has no identifier with system and value: give it one, as references and messages name it by that`,
      );
    }
    const before = this.known.get(key);
    const tokens = new Set(before?.map(tokenOf));
    const common = before ? identifiers.filter((one) => tokens.has(tokenOf(one))) : identifiers;
    if (before && before.length > 0 && common.length === 0) {
      throw new TargetError(
        `${key} is known at ${url} by none of the identifiers that it has elsewhere (${[...tokens].join(', ')}): ` +
          'give both a common one, as messages name it by that',
      );
    }
    this.known.set(key, common);
  }
}

function urlsAt(base: string, at: Readonly<Record<InstanceKey, string>>): Map<InstanceKey, string> {
  return new Map(Object.entries(at).map(([key, reference]) => [key, `${base}/${reference}`]));
}

async function resourceAt(
  key: InstanceKey,
  url: string,
  read: (url: string) => Promise<{ status: number; resource?: Resource }>,
): Promise<Resource> {
  const { status, resource } = await read(url);
  const type = key.slice(0, key.indexOf('/'));
  if (status === 200 && resource?.resourceType === type) return resource;
  const seen =
    status === 200 ? `it is a ${resource?.resourceType ?? 'thing that is no resource'}` : `the answer was ${status}`;
  throw new TargetError(
    `the target file says that ${key} is there already as ${url}, but ${seen}: correct the reference, or leave it out to have it created`,
  );
}

/** Throws a TargetError when a flow that is to be run would create or change what is there already. */
export function leaveAlone(existing: ReadonlySet<InstanceKey>, plans: readonly Plan[]): void {
  for (const { flow, acts } of plans) {
    const changed = acts.flatMap(({ steps }) => steps.flatMap(writtenBy)).find((key) => existing.has(key));
    if (changed === undefined) continue;
    throw new TargetError(
      `the flow ${flow} writes ${changed}, so it cannot be there already: leave it out of "existing", or choose other flows`,
    );
  }
}

function writtenBy(step: Step): InstanceKey[] {
  if (step.kind === 'race') return step.lanes.map(({ key }) => key);
  return step.kind === 'write' || step.kind === 'await' ? [step.key] : [];
}
