import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { OwnDefinitions } from './definitions.js';
import type { InstanceKey, Resource } from './resource.js';

/** A guide cannot be read; the message says which file and what is wrong with it. */
export class GuideError extends Error {}

/** The resource files of a compiled guide, parsed one at a time when first asked for. */
export class GuideFolder implements OwnDefinitions {
  private readonly files: ReadonlyMap<InstanceKey, string>;
  private readonly parsed = new Map<InstanceKey, Resource>();
  /** Canonical url -> resource, of the types that were searched through in full. */
  private readonly byUrl = new Map<string, Map<string, Resource>>();

  /** @param folder see {@link resourceFolders} */
  constructor(readonly folder: string) {
    const files = resourceFolders(folder).flatMap((each) => resourceFiles(each));
    if (files.length === 0) {
      throw new GuideError(
        `No FHIR resources (files named Type-id.json) in ${folder}. Give the folder of a compiled guide, ` +
          'e.g. fsh-generated/resources, or of an unpacked FHIR package; for this guide, `npm run guide` compiles it.',
      );
    }
    this.files = new Map(files.reverse()); // the first folder wins
  }

  keys(): InstanceKey[] {
    return [...this.files.keys()].sort();
  }

  /** All resources of a type, in the order of their ids. */
  ofType(type: string): Resource[] {
    return this.keys().flatMap((key) => (key.startsWith(`${type}/`) ? (this.instance(key) ?? []) : []));
  }

  instance(key: InstanceKey): Resource | undefined {
    const known = this.parsed.get(key);
    const file = this.files.get(key);
    if (known || file === undefined) return known;
    const resource = readResource(file);
    if (`${resource.resourceType}/${resource.id}` !== key) {
      throw new GuideError(`${file} holds ${resource.resourceType}/${resource.id}, but its name says ${key}.`);
    }
    this.parsed.set(key, resource);
    return resource;
  }

  find(type: string, url: string): Resource | undefined {
    return this.allByUrl(type).get(url);
  }

  searchParameters(): Resource[] {
    return this.ofType('SearchParameter');
  }

  /** Most canonical urls end in the id, which saves parsing all the others. */
  guess(type: string, url: string): Resource | undefined {
    const resource = this.instance(`${type}/${url.slice(url.lastIndexOf('/') + 1)}`);
    return resource?.url === url ? resource : undefined;
  }

  private allByUrl(type: string): Map<string, Resource> {
    let all = this.byUrl.get(type);
    if (!all) {
      all = new Map(this.ofType(type).map((resource) => [`${resource.url}`, resource]));
      this.byUrl.set(type, all);
    }
    return all;
  }
}

/** The resources' folder of a guide project, of an unpacked package (its examples too), or the folder itself. */
function resourceFolders(folder: string): string[] {
  if (!existsSync(folder)) throw new GuideError(`There is no folder ${folder}.`);
  const own = ['fsh-generated/resources', 'package', '.'].find((each) => existsSync(path.join(folder, each))) ?? '.';
  const main = path.join(folder, own);
  return [main, path.join(main, 'example'), path.join(main, 'examples')].filter((each) => existsSync(each));
}

function resourceFiles(folder: string): [InstanceKey, string][] {
  return readdirSync(folder).flatMap((name) => {
    const match = /^([A-Z][A-Za-z]+)-([A-Za-z0-9.-]+)\.json$/.exec(name);
    return match ? [[`${match[1]}/${match[2]}`, path.join(folder, name)] as [InstanceKey, string]] : [];
  });
}

function readResource(file: string): Resource {
  const text = readFileSync(file, 'utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new GuideError(`${file} is not JSON: ${(error as Error).message}`);
  }
  if (typeof (json as Resource | null)?.resourceType !== 'string') {
    throw new GuideError(`${file} is not a FHIR resource: it has no resourceType.`);
  }
  return json as Resource;
}
