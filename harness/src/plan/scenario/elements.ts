import type { Definitions } from '../../guide/guide.js';
import type { Resource } from '../../guide/resource.js';

/** What the loader needs of an ElementDefinition. */
interface ElementDefinition {
  path: string;
  sliceName?: string;
  id?: string;
  max?: string;
  contentReference?: string;
  type?: { code: string }[];
  binding?: { strength: 'required' | 'extensible' | 'preferred' | 'example'; valueSet?: string };
}

/** An element in a structure's snapshot: where values of it have which names, types and codes. */
export interface Element {
  structure: Resource;
  path: string;
  /** Codes of its types; one, unless it is a choice. */
  types: string[];
  /** Whether it is a list in JSON. */
  repeats: boolean;
  binding?: { strength: string; valueSet: string };
}

/** Looks up elements of resource types and profiles, in one guide's definitions. */
export class Elements {
  private readonly cache = new Map<string, ReadonlyMap<string, Element>>();

  constructor(private readonly definitions: Definitions) {}

  /** The root of a resource's first known profile, else of its type; undefined when neither is known. */
  rootOf(resource: Resource): Element | undefined {
    const profiles = resource.meta?.profile ?? [];
    for (const name of [...profiles, resource.resourceType]) {
      const root = this.root(name);
      if (root?.path === resource.resourceType) return root;
    }
    return undefined;
  }

  /** The root of a structure, by canonical url or type name. */
  root(urlOrType: string): Element | undefined {
    const structure = this.definitions.structure(urlOrType);
    const first = structure && snapshotOf(structure)[0];
    return first ? { structure, path: first.path, types: [String(structure.type)], repeats: false } : undefined;
  }

  /**
   * The elements below one, by name; a choice is there under its own name (`value`, as FHIRPath says it) and under each of
   * its JSON names (`valueString` ...). Undefined when the type below is not known or is a choice.
   */
  children(element: Element): ReadonlyMap<string, Element> | undefined {
    const id = `${String(element.structure.url)}#${element.path}#${element.types.join()}`;
    const known = this.cache.get(id);
    if (known) return known;
    const own = this.below(element.structure, element.path);
    const found = own.size > 0 ? own : this.ofType(element);
    if (found) this.cache.set(id, found);
    return found;
  }

  private ofType(element: Element): ReadonlyMap<string, Element> | undefined {
    const [only, ...more] = element.types;
    const root = only && more.length === 0 ? this.root(only) : undefined;
    return root && this.below(root.structure, root.path);
  }

  private below(structure: Resource, path: string): Map<string, Element> {
    const children = new Map<string, Element>();
    const prefix = `${path}.`;
    for (const definition of snapshotOf(structure)) {
      if (!definition.path.startsWith(prefix) || definition.sliceName || definition.id?.includes(':')) continue;
      const name = definition.path.slice(prefix.length);
      if (!name.includes('.')) addChild(children, name, structure, definition);
    }
    return children;
  }
}

function addChild(
  children: Map<string, Element>,
  name: string,
  structure: Resource,
  definition: ElementDefinition,
): void {
  const { binding, contentReference } = definition;
  const path = contentReference ? contentReference.slice(contentReference.indexOf('#') + 1) : definition.path;
  const types = (definition.type ?? []).map(({ code }) => code);
  const element: Element = {
    structure,
    path,
    types,
    repeats: definition.max !== '1' && definition.max !== '0',
    ...(binding?.valueSet ? { binding: { strength: binding.strength, valueSet: binding.valueSet } } : {}),
  };
  if (!name.endsWith('[x]')) {
    children.set(name, element);
    return;
  }
  const stem = name.slice(0, -3);
  children.set(stem, element);
  for (const type of types) {
    children.set(stem + type.charAt(0).toUpperCase() + type.slice(1), { ...element, types: [type] });
  }
}

function snapshotOf(structure: Resource): ElementDefinition[] {
  return (structure.snapshot as { element?: ElementDefinition[] } | undefined)?.element ?? [];
}
