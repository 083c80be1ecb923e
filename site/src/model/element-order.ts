import { objectOf, objectsOf, textOf, type Json } from './json.js';

/** What a type of FHIR is made of, by its name; undefined for one that is not known. */
export type Structures = (type: string) => object | undefined;

/** The place of each element of a type by its path, e.g. `Task.restriction.period`; those of several types by their path without `[x]`. */
type Places = ReadonlyMap<string, number>;

const known = new WeakMap<object, Places>();

/**
 * A resource with its elements in the order in which FHIR defines them, down to its backbone elements and the resources within it. Elements of
 * data types stay as they are written.
 */
export function inElementOrder(resource: Json, structures: Structures): Json {
  const type = `${resource.resourceType}`;
  const structure = structures(type);
  return structure === undefined ? resource : orderedWithin(resource, type, placesOf(structure), structures);
}

function placesOf(structure: object): Places {
  const found = known.get(structure) ?? readPlaces(objectOf(structure));
  known.set(structure, found);
  return found;
}

function readPlaces(structure: Json): Places {
  const elements = objectsOf(objectOf(structure.snapshot).element);
  return new Map(elements.map(({ path }, index) => [`${path}`.replace('[x]', ''), index]));
}

function orderedWithin(object: Json, path: string, places: Places, structures: Structures): Json {
  const entries = Object.entries(object).map(([name, value]) => {
    const place = placeIn(path, name.replace(/^_/, ''), places);
    return { name, place, value: orderedValue(value, `${path}.${name}`, places, structures) };
  });
  return Object.fromEntries(entries.sort((a, b) => a.place - b.place).map(({ name, value }) => [name, value]));
}

/** Where an element stands: `valueString` where its type has `value[x]`; what is not known, such as the type itself, stands first. */
function placeIn(path: string, name: string, places: Places): number {
  for (let stem = name; stem !== ''; stem = stem.replace(/[A-Z]?[a-z0-9]*$|.$/, '')) {
    const place = places.get(`${path}.${stem}`);
    if (place !== undefined) return place;
  }
  return -1;
}

function orderedValue(value: unknown, path: string, places: Places, structures: Structures): unknown {
  if (Array.isArray(value)) return value.map((each) => orderedValue(each, path, places, structures));
  if (typeof value !== 'object' || value === null) return value;
  const object = objectOf(value);
  if (textOf(object.resourceType) !== undefined) return inElementOrder(object, structures);
  return orderedWithin(object, path, places, structures);
}
