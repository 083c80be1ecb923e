import { suggest } from '../yaml/nearest.js';
import type { Path, Problems, Source } from '../yaml/source.js';
import { BYSTANDING_CALLERS } from './caller.js';
import type { AuthSettings, ServerPlace, TargetFileData } from './target-file.js';
import { faultInUrl, isLoopback, originOf } from './urls.js';

/** Adds what the schema cannot say: names that nobody has, places that don't fit together, and what would be unsafe. */
export function checkTargetFile(
  data: TargetFileData,
  source: Source,
  problems: Problems,
  actors?: ReadonlySet<string>,
  instances?: readonly string[],
): void {
  new Check(data, source, problems, actors, instances).all();
}

/** An address to listen on that is none to send to. */
function isWildcard(host: string | undefined): boolean {
  return host !== undefined && ['0.0.0.0', '::', '[::]'].includes(host);
}

class Check {
  private readonly origins: ReadonlySet<string>;
  /** A server's URL is wrong: whatever lacks a server may be meant for that one. */
  private incomplete = false;

  constructor(
    private readonly data: TargetFileData,
    private readonly source: Source,
    private readonly problems: Problems,
    private readonly actors: ReadonlySet<string> | undefined,
    private readonly instances: readonly string[] | undefined,
  ) {
    const urls = Object.values(data.servers).filter((place) => typeof place === 'string');
    this.origins = new Set(urls.flatMap((url) => originOf(url) ?? []));
  }

  all(): void {
    for (const [name, place] of Object.entries(this.data.servers)) this.server(name, place);
    this.data.external?.forEach((name, index) => this.actor(name, ['external', index], false));
    this.auths(this.data.auth ?? {}, ['auth']);
    for (const [name, auths] of Object.entries(this.data.credentials ?? {})) {
      this.actor(name, ['credentials', name], true, [...BYSTANDING_CALLERS.keys()]);
      this.auths(auths, ['credentials', name]);
    }
    for (const name of Object.keys(this.data.claims ?? {})) this.ofServer('claims', name);
    for (const [name, at] of Object.entries(this.data.existing ?? {})) this.existing(name, at);
    this.endpoint();
  }

  private fault(path: Path, message: string, hint?: string, atName = false): void {
    this.problems.add(atName ? this.source.keyAt(path) : this.source.at(path), message, hint);
  }

  /** `besides`: other names that may stand there. */
  private actor(name: string, path: Path, atName: boolean, besides: readonly string[] = []): void {
    if (!this.actors || this.actors.has(name) || besides.includes(name)) return;
    const hint = suggest(name, [...this.actors, ...besides]);
    this.fault(path, `no flow and no ActorDefinition has an actor "${name}"`, hint, atName);
  }

  private server(name: string, place: ServerPlace): void {
    const at = ['servers', name];
    if (name !== 'default') this.actor(name, at, true);
    if (typeof place !== 'string') {
      const host = place.embedded.host;
      const hint = 'give the address by which others reach this machine';
      if (isWildcard(host)) this.fault([...at, 'embedded', 'host'], `nobody can send to ${host}`, hint);
      return;
    }
    if (place === 'embedded') return;
    const wrong = faultInUrl(place);
    if (wrong) {
      this.incomplete = true;
      return this.fault(at, `this cannot be the base URL of a server: ${wrong}`);
    }
    const { hostname, origin } = new URL(place);
    if (isLoopback(hostname) || this.data.allowTestData) return;
    const message = `${origin} is not on this machine, and this file does not allow to write test data there`;
    this.fault(at, message, 'if that server may be filled with test data, add: allowTestData: true');
  }

  private auths(auths: Readonly<Record<string, AuthSettings>>, at: Path): void {
    for (const key of Object.keys(auths)) this.auth(auths, key, [...at, key]);
  }

  private auth(auths: Readonly<Record<string, AuthSettings>>, key: string, at: Path): void {
    const origin = faultInUrl(key) === undefined ? originOf(key) : undefined;
    if (!origin || new URL(key).pathname !== '/') {
      return this.fault(at, 'credentials are given for an origin', 'e.g. https://fhir.example.org, no path', true);
    }
    if (!this.origins.has(origin)) {
      if (this.incomplete) return;
      return this.fault(at, `no server of this file is at ${origin}`, suggest(origin, this.origins), true);
    }
    const same = Object.keys(auths).filter((other) => originOf(other) === origin);
    if (same[0] !== key) return this.fault(at, `${origin} stands here twice`, 'keep one of them', true);
    this.credentials(auths[key] as AuthSettings, origin, at);
  }

  private credentials(auth: AuthSettings, origin: string, at: Path): void {
    if (auth.type === 'none') return;
    this.notInTheClear(origin, auth.overHttp, [...at, 'type']);
    if (auth.type === 'bearer' && (auth.tokenEnv === undefined) === (auth.tokenFile === undefined)) {
      this.fault([...at, 'type'], 'a bearer token comes from one place', 'give tokenEnv, or tokenFile');
    }
    if (auth.type !== 'smart-backend-services') return;
    const wrong = faultInUrl(auth.tokenUrl);
    if (wrong) return this.fault([...at, 'tokenUrl'], `this cannot be a token URL: ${wrong}`);
    this.notInTheClear(auth.tokenUrl, auth.overHttp, [...at, 'tokenUrl']);
  }

  private notInTheClear(url: string, overHttp: boolean | undefined, at: Path): void {
    const { protocol, hostname, origin } = new URL(url);
    if (protocol === 'https:' || isLoopback(hostname) || overHttp) return;
    const hint = 'use https; on a closed test network, add: overHttp: true';
    this.fault(at, `credentials for ${origin} would be sent in the clear`, hint);
  }

  private ofServer(under: string, name: string): void {
    const names = Object.keys(this.data.servers);
    if (!names.includes(name)) this.fault([under, name], `"servers" has no "${name}"`, suggest(name, names), true);
  }

  private existing(name: string, at: Readonly<Record<string, string>>): void {
    const place = this.data.servers[name];
    if (place === undefined) return this.ofServer('existing', name);
    if (typeof place !== 'string' || place === 'embedded') {
      const message = 'a server that the harness starts is empty: nothing is there already';
      return this.fault(['existing', name], message, 'leave it out: what the flows need is created', true);
    }
    for (const [key, reference] of Object.entries(at))
      this.existingInstance(key, reference, at, ['existing', name, key]);
  }

  private existingInstance(key: string, reference: string, at: Readonly<Record<string, string>>, path: Path): void {
    if (this.instances && !this.instances.includes(key)) {
      return this.fault(path, `the guide has no instance "${key}"`, suggest(key, this.instances), true);
    }
    const [type = '', id = ''] = reference.split('/');
    if (type !== key.split('/')[0])
      return this.fault(path, `${key} cannot be a ${type}`, `e.g. ${key.split('/')[0]}/${id}`);
    const [first] = Object.keys(at).filter((other) => at[other] === reference);
    if (first !== key) this.fault(path, `${reference} is ${first} already`, 'each instance is a resource of its own');
  }

  private endpoint(): void {
    const { host, publicUrl } = this.data.endpoint ?? {};
    if (publicUrl === undefined) {
      if (!isWildcard(host)) return;
      return this.fault(['endpoint', 'host'], `nobody can send to ${host}`, 'add publicUrl: how the target reaches it');
    }
    const at = ['endpoint', 'publicUrl'];
    const wrong = faultInUrl(publicUrl);
    if (wrong) return this.fault(at, `this cannot be the endpoint's URL: ${wrong}`);
    // The run tells its endpoint from the servers by origin, so that no credentials are sent to itself.
    const origin = originOf(publicUrl) as string;
    if (this.origins.has(origin)) this.fault(at, `a server is at ${origin} already`, 'use another port or host name');
  }
}
