import path from 'node:path';
import { coreDefinitions, type CoreDefinitions } from './core-definitions.js';
import { definitionsOf } from './definitions.js';
import { GuideError, GuideFolder } from './guide-folder.js';
import type { Guide } from './guide.js';
import { projectRoot } from './project-root.js';
import { actorsIn, requirementsIn } from './requirements.js';
import type { Resource } from './resource.js';

/** Where this package's own compiled guide lies. */
export function ownGuideFolder(): string {
  return path.join(projectRoot(), 'fsh-generated', 'resources');
}

/**
 * Loads a compiled guide.
 *
 * @param folder a folder of `Type-id.json` files with one ImplementationGuide among them; a guide project (its
 *   `fsh-generated/resources` is read) or an unpacked FHIR package (its `package` folder) will do too.
 * @param core FHIR's own definitions; those of this package unless given.
 *
 * Only the ImplementationGuide, Requirements and ActorDefinition resources are parsed now, everything else when it is
 * first asked for. Throws {@link GuideError} for a folder or file that is no guide.
 */
export function loadGuide(folder: string = ownGuideFolder(), core: CoreDefinitions = coreDefinitions()): Guide {
  const files = new GuideFolder(folder);
  const facts = factsOf(files);
  return {
    ...facts,
    instance: (key) => files.instance(key),
    keys: () => files.keys(),
    requirements: requirementsIn(files.ofType('Requirements')),
    actors: actorsIn(files.ofType('ActorDefinition')),
    definitions: definitionsOf(core, files, facts.canonical),
  };
}

function factsOf(files: GuideFolder): Pick<Guide, 'packageId' | 'canonical' | 'version' | 'title'> {
  const guides = files.ofType('ImplementationGuide');
  const [guide, another] = guides;
  if (!guide || another) {
    throw new GuideError(`${files.folder} must hold one ImplementationGuide resource; it holds ${guides.length}.`);
  }
  return {
    packageId: text(guide, 'packageId'),
    canonical: text(guide, 'url').replace(/\/ImplementationGuide\/[^/]*$/, ''),
    version: text(guide, 'version'),
    title: `${guide.title ?? guide.name ?? guide.id}`,
  };
}

function text(guide: Resource, element: string): string {
  const value = guide[element];
  if (typeof value !== 'string') throw new GuideError(`ImplementationGuide/${guide.id} has no ${element}.`);
  return value;
}
