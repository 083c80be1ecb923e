import type { Artifact } from './artifacts.js';
import { objectOf, objectsOf, textOf } from './json.js';

/** Whose a code system is, and where its owner says under what terms it may be used. */
export interface CodeOwner {
  /** The system's url, or what the urls of all its systems begin with. */
  system: string;
  name: string;
  owner: string;
  terms?: string;
}

/** Code systems of others, the particular before the general. Neither they nor the packages at hand say whose they are. */
const OWNERS: readonly CodeOwner[] = [
  { system: 'http://loinc.org', name: 'LOINC', owner: 'Regenstrief Institute', terms: 'https://loinc.org/license' },
  {
    system: 'http://snomed.info/sct',
    name: 'SNOMED CT',
    owner: 'SNOMED International',
    terms: 'https://www.snomed.org/get-snomed',
  },
  {
    system: 'http://www.nlm.nih.gov/research/umls/rxnorm',
    name: 'RxNorm',
    owner: 'US National Library of Medicine',
    terms: 'https://www.nlm.nih.gov/research/umls/rxnorm/docs/termsofservice.html',
  },
  {
    system: 'http://unitsofmeasure.org',
    name: 'UCUM',
    owner: 'Regenstrief Institute',
    terms: 'https://ucum.org/license',
  },
  {
    system: 'http://terminology.hl7.org/CodeSystem/soc',
    name: 'Standard Occupational Classification',
    owner: 'US Bureau of Labor Statistics',
  },
  {
    system: 'http://unstats.un.org/unsd/methods/m49',
    name: 'Country and area codes (M49)',
    owner: 'United Nations Statistics Division',
  },
  {
    system: 'http://terminology.hl7.org/',
    name: 'HL7 Terminology',
    owner: 'HL7 International',
    terms: 'https://terminology.hl7.org/license.html',
  },
  {
    system: 'http://hl7.org/fhir/',
    name: 'FHIR',
    owner: 'HL7 International',
    terms: 'https://hl7.org/fhir/license.html',
  },
];

/** Whose a code system is; undefined where nobody has written it down. */
export function codeOwner(system: string): CodeOwner | undefined {
  return OWNERS.find((each) => system.startsWith(each.system));
}

/** Code systems of one owner that the guide takes codes from, with the artifacts that do, in the artifacts' order. */
export interface CodesUsed {
  /** Undefined where nobody has written down whose the system is. */
  owner: CodeOwner | undefined;
  systems: string[];
  by: Artifact[];
}

/** Whose codes stand in the guide besides its own, by owner in the order of {@link OWNERS}; systems without a known owner come last, one by one. */
export function codesUsed(artifacts: readonly Artifact[], canonical: string): CodesUsed[] {
  const users = new Map<string, Artifact[]>();
  for (const artifact of artifacts) {
    // Where it holds is the same for all definitions of the guide, and tells of none what it is made of.
    for (const system of systemsIn({ ...artifact.resource, jurisdiction: undefined })) {
      if (!system.startsWith(`${canonical}/`)) users.set(system, [...(users.get(system) ?? []), artifact]);
    }
  }
  const systems = [...users.keys()].sort();
  const used = (owner: CodeOwner | undefined, of: string[]): CodesUsed => ({
    owner,
    systems: of,
    by: artifacts.filter((artifact) => of.some((system) => users.get(system)?.includes(artifact))),
  });
  return [
    ...OWNERS.map((owner) =>
      used(
        owner,
        systems.filter((system) => codeOwner(system) === owner),
      ),
    ),
    ...systems.filter((system) => !codeOwner(system)).map((system) => used(undefined, [system])),
  ].filter(({ by }) => by.length > 0);
}

/** Systems of the codes of a resource: of Codings and units (`system` beside `code`), and of what value sets take. */
function systemsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const each of value) systemsIn(each, found);
  else if (typeof value === 'object' && value !== null) {
    const object = objectOf(value);
    const { include, exclude } = objectOf(object.compose);
    const coded = textOf(object.code) === undefined ? [] : [object];
    for (const part of [...coded, ...objectsOf(include), ...objectsOf(exclude)]) {
      const system = textOf(part.system);
      if (system?.includes(':')) found.add(system);
    }
    for (const each of Object.values(object)) if (typeof each === 'object') systemsIn(each, found);
  }
  return found;
}
