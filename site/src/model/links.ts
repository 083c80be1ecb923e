import { withoutVersion } from '../../../harness/src/guide/value-sets.js';
import type { Guide } from '../../../harness/src/guide/guide.js';
import type { Artifact } from './artifacts.js';
import { textOf } from './json.js';

/** FHIR R4's own pages. */
export const R4 = 'http://hl7.org/fhir/R4/';

/** Where things have their page: in the site, or in FHIR's own specification. Answers undefined where there is none. */
export interface Links {
  /** A canonical url of a definition, with or without a version. */
  canonical(url: string): string | undefined;
  /** A name for people of what the canonical url stands for; the url's last part where the title is not known. */
  title(url: string): string;
  /** A reference within the guide, `Type/id`, also at the end of an absolute url. */
  reference(reference: string): string | undefined;
  /** A FHIR type, e.g. `Reference` or `Task`. */
  type(name: string): string | undefined;
}

const SPECIAL: Record<string, string> = {
  Reference: 'references.html#Reference',
  Extension: 'extensibility.html#Extension',
  Narrative: 'narrative.html#Narrative',
  Meta: 'resource.html#Meta',
  Resource: 'resource.html',
  DomainResource: 'domainresource.html',
  Dosage: 'dosage.html#Dosage',
};
const METADATA = new Set([
  'ContactDetail',
  'Contributor',
  'DataRequirement',
  'Expression',
  'ParameterDefinition',
  'RelatedArtifact',
  'TriggerDefinition',
  'UsageContext',
]);

/** Links for a guide's artifacts. */
export function linksOf(guide: Guide, artifacts: readonly Artifact[]): Links {
  const byUrl = new Map(
    artifacts.flatMap((each) => (textOf(each.resource.url) ? [[`${each.resource.url}`, each]] : [])),
  );
  const byKey = new Map(artifacts.map((each) => [each.key, each]));
  const resourceTypes = new Set(guide.definitions.resourceTypes());
  const typeLink = (name: string): string | undefined => {
    if (SPECIAL[name]) return R4 + SPECIAL[name];
    if (resourceTypes.has(name)) return `${R4}${name.toLowerCase()}.html`;
    if (METADATA.has(name)) return `${R4}metadatatypes.html#${name}`;
    return guide.definitions.structure(name) ? `${R4}datatypes.html#${name}` : undefined;
  };
  return {
    canonical: (url) =>
      (byUrl.get(withoutVersion(url)) as Artifact | undefined)?.href ?? coreLink(withoutVersion(url), typeLink),
    title: (url) => (byUrl.get(withoutVersion(url)) as Artifact | undefined)?.title ?? lastPart(withoutVersion(url)),
    reference: (reference) => byKey.get(/([A-Z]\w+\/[A-Za-z0-9.-]+)$/.exec(reference)?.[1] ?? '')?.href,
    type: typeLink,
  };
}

function coreLink(url: string, typeLink: (name: string) => string | undefined): string | undefined {
  const [, kind, id = ''] =
    /^http:\/\/hl7\.org\/fhir\/(StructureDefinition|ValueSet|SearchParameter|OperationDefinition)\/(.+)$/.exec(url) ??
    [];
  if (kind === 'StructureDefinition')
    return typeLink(id) ?? `http://hl7.org/fhir/extensions/StructureDefinition-${id}.html`;
  if (kind === 'ValueSet') return `${R4}valueset-${id}.html`;
  if (kind === 'OperationDefinition') return `${R4}operation-${id.toLowerCase()}.html`;
  if (kind === 'SearchParameter') return `${R4}${(/^[A-Za-z]+/.exec(id)?.[0] ?? '').toLowerCase()}.html#search`;
  if (/^http:\/\/(hl7\.org|terminology\.hl7\.org|snomed\.info|loinc\.org)(\/|$)/.test(url)) return url;
  return undefined;
}

function lastPart(url: string): string {
  return url.replace(/^.*\//, '') || url;
}
