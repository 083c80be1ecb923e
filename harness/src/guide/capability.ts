import type { Guide } from './guide.js';

/** By this extension a CapabilityStatement of kind requirements says how binding each part is. */
const EXPECTATION = 'http://hl7.org/fhir/StructureDefinition/capabilitystatement-expectation';

/** What a server side can do, or must: by resource type its interactions and search parameters, and operations of the whole system. */
export interface Capability {
  types: Record<string, { interactions: string[]; searchParams: string[] }>;
  operations: string[];
}

interface Part {
  code?: string;
  name?: string;
}

const everything = (): boolean => true;

/** The server side of a CapabilityStatement, as far as parts `count`. Never throws, whatever the value: it may be anybody's. */
export function capabilityIn(statement: unknown, count: (part: Part) => boolean = everything): Capability {
  const sides = objectsIn(statement, 'rest').filter(({ mode }) => mode === undefined || mode === 'server');
  const names = (holder: object, element: string): string[] =>
    (objectsIn(holder, element) as Part[])
      .filter(count)
      .map(({ code, name }) => code ?? name)
      .filter((name): name is string => typeof name === 'string');
  const types: Capability['types'] = {};
  for (const resource of sides.flatMap((side) => objectsIn(side, 'resource'))) {
    const { type } = resource;
    if (typeof type !== 'string') continue;
    types[type] = { interactions: names(resource, 'interaction'), searchParams: names(resource, 'searchParam') };
  }
  const operations = sides.flatMap((side) => names(side, 'operation')).map((name) => name.replace(/^\$/, ''));
  return { types, operations };
}

/** The objects in a list that an object should have as an element. */
function objectsIn(holder: unknown, element: string): Record<string, unknown>[] {
  const list = (holder as Record<string, unknown> | null | undefined)?.[element];
  if (!Array.isArray(list)) return [];
  return list.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null);
}

/** What the guide says that a server of this actor SHALL be able to do in an exchange; undefined where it says nothing. */
export function demandsOn(guide: Guide, actor: string, exchange: string): Capability | undefined {
  const statement = guide.instance(`CapabilityStatement/${actor}-${exchange}`);
  return statement && capabilityIn(statement, isShall);
}

function isShall(part: Part): boolean {
  return objectsIn(part, 'extension').some(({ url, valueCode }) => url === EXPECTATION && valueCode === 'SHALL');
}

/** What of `demanded` is not in `stated`, in words. */
export function lackingIn(stated: Capability, demanded: Capability): string[] {
  const ofTypes = Object.entries(demanded.types).flatMap(([type, { interactions, searchParams }]) => [
    ...interactions.filter((code) => !stated.types[type]?.interactions.includes(code)).map((code) => `${type} ${code}`),
    ...searchParams.filter((name) => !stated.types[type]?.searchParams.includes(name)).map((name) => `${type}?${name}`),
  ]);
  return [
    ...ofTypes,
    ...demanded.operations.filter((name) => !stated.operations.includes(name)).map((name) => `$${name}`),
  ];
}

/** The part of what is stated that is about certain resource types: whole statements are long. */
export function onlyTypes(stated: Capability, types: ReadonlySet<string>): Capability {
  return { ...stated, types: Object.fromEntries(Object.entries(stated.types).filter(([type]) => types.has(type))) };
}
