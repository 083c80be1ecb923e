import type { InstanceKey, Resource } from '../guide/resource.js';
import { referencedUrls } from '../plan/references.js';

/** What an actor last saw of a resource. */
export interface View {
  /** As the server gave it. */
  body?: Resource;
  /** For If-Match; absent when the server told no version. */
  etag?: string;
}

/** Where the guide's instances really are in this run, and what each actor knows of them. */
export class Ledger {
  /** URLs by instance and holder. */
  private readonly urls = new Map<InstanceKey, Map<string, string>>();
  private readonly views = new Map<string, View>();
  private readonly versions = new Map<string, string[]>();
  private readonly lefts = new Map<string, Resource>();
  private readonly mentions = new Map<string, Set<string>>();

  /** For `holder`, the instance is the resource at `url`. */
  bind(key: InstanceKey, holder: string, url: string): void {
    const byHolder = this.urls.get(key) ?? new Map<string, string>();
    this.urls.set(key, byHolder.set(holder, url));
  }

  url(key: InstanceKey, holder: string): string | undefined {
    return this.urls.get(key)?.get(holder);
  }

  /** Everywhere that the instance is, for any holder. */
  urlsOf(key: InstanceKey): string[] {
    return [...(this.urls.get(key)?.values() ?? [])];
  }

  /** The instance that lives at a URL, whoever holds it. */
  keyAt(url: string): InstanceKey | undefined {
    for (const [key, byHolder] of this.urls) for (const bound of byHolder.values()) if (bound === url) return key;
    return undefined;
  }

  /** Notes what an actor saw; versions are kept in the order in which they became known. */
  saw(actor: string, url: string, view: View): void {
    this.views.set(`${actor} ${url}`, view);
    if (view.etag) this.noteVersion(url, view.etag);
    const mentioned = this.mentions.get(actor) ?? new Set<string>();
    for (const target of view.body ? referencedUrls(url, view.body) : []) mentioned.add(target);
    this.mentions.set(actor, mentioned);
  }

  view(actor: string, url: string): View | undefined {
    return this.views.get(`${actor} ${url}`);
  }

  /** An act of the story left a resource like this. */
  leave(url: string, version: Resource): void {
    this.lefts.set(url, version);
  }

  /** The version that the last act of the story left, as far as the run knows it. */
  left(url: string): Resource | undefined {
    return this.lefts.get(url);
  }

  /** What an actor saw there may be outdated by something that it did not see: it has to look again. */
  distrust(actor: string, url: string): void {
    const view = this.views.get(`${actor} ${url}`);
    if (view) this.views.set(`${actor} ${url}`, view.body ? { body: view.body } : {});
  }

  /** URLs of all that an actor has seen. */
  *seenBy(actor: string): Iterable<string> {
    for (const [pair, view] of this.views)
      if (pair.startsWith(`${actor} `) && view.body) yield pair.slice(actor.length + 1);
  }

  /** URLs to which something that an actor has seen refers, or referred in a version that it saw. */
  mentionedTo(actor: string): ReadonlySet<string> {
    return this.mentions.get(actor) ?? new Set();
  }

  noteVersion(url: string, etag: string): void {
    const known = this.versions.get(url) ?? [];
    if (!known.includes(etag)) this.versions.set(url, [...known, etag]);
  }

  /** A version before the newest known one, for a writer that is behind. */
  staleVersion(url: string): string | undefined {
    return this.versions.get(url)?.at(-2);
  }

  /** Whether a version is older than the newest that the run knows of. Versions never heard of count as newer. */
  isOutdated(url: string, etag: string): boolean {
    const known = this.versions.get(url) ?? [];
    const index = known.indexOf(etag);
    return index >= 0 && index < known.length - 1;
  }
}

/** A weak ETag for a version id, as FHIR writes it (R4 http.html#concurrency). */
export function etagOf(versionId: string | undefined): string | undefined {
  return versionId === undefined ? undefined : `W/"${versionId}"`;
}
