import type { Definitions } from '../../guide/guide.js';
import { treeOf, type StructureTree } from './tree.js';

const FHIR = 'http://hl7.org/fhir/StructureDefinition/';

interface Concepts {
  concept?: { code: string; concept?: Concepts['concept'] }[];
}

/** Definitions made ready for validation; each structure is prepared once, when first met. */
export class Structures {
  private static readonly known = new WeakMap<Definitions, Structures>();

  /** The one for these definitions: trees are kept as long as the definitions are. */
  static of(definitions: Definitions): Structures {
    let structures = Structures.known.get(definitions);
    if (!structures) Structures.known.set(definitions, (structures = new Structures(definitions)));
    return structures;
  }

  private readonly trees = new Map<string, StructureTree | undefined>();
  private readonly chains = new Map<string, readonly string[]>();
  private readonly systems = new Map<string, ReadonlySet<string> | undefined>();
  private types?: ReadonlySet<string>;
  /** Whether a rule of a structure met so far names what changes from run to run, see {@link StructureTree.namesWhatChanges}. */
  namesWhatChanges = false;

  private constructor(readonly definitions: Definitions) {}

  /** By canonical url or type name; undefined if it is unknown or has no snapshot. */
  tree(urlOrType: string): StructureTree | undefined {
    if (!this.trees.has(urlOrType)) {
      const definition = this.definitions.structure(urlOrType);
      const tree = definition && treeOf(definition);
      this.trees.set(urlOrType, tree);
      this.namesWhatChanges ||= tree?.namesWhatChanges === true;
    }
    return this.trees.get(urlOrType);
  }

  isResourceType(name: string): boolean {
    this.types ??= new Set(this.definitions.resourceTypes());
    return this.types.has(name);
  }

  /** The type and all that it specializes, e.g. Task, DomainResource, Resource. */
  typeChain(type: string): readonly string[] {
    const known = this.chains.get(type);
    if (known) return known;
    const base = this.definitions.structure(type)?.baseDefinition;
    const chain = [type, ...(typeof base === 'string' ? this.typeChain(base.replace(FHIR, '')) : [])];
    this.chains.set(type, chain);
    return chain;
  }

  /** Resource types that a target profile stands for, or undefined if that can't be told. */
  targetType(profile: string): string | undefined {
    const name = profile.startsWith(FHIR) ? profile.slice(FHIR.length).replace(/\|.*$/, '') : '';
    if (name === 'Resource' || this.isResourceType(name)) return name;
    return this.tree(profile)?.type;
  }

  /** Whether a code system has a code; undefined if the system is not wholly known or ignores case. */
  systemHas(url: string, code: string): boolean | undefined {
    if (!this.systems.has(url)) this.systems.set(url, this.codesOf(url));
    return this.systems.get(url)?.has(code);
  }

  private codesOf(url: string): ReadonlySet<string> | undefined {
    const system = this.definitions.codeSystem(url);
    if (system?.content !== 'complete' || system.caseSensitive !== true) return undefined;
    const codes = new Set<string>();
    const visit = ({ concept }: Concepts): void => {
      for (const each of concept ?? []) {
        codes.add(each.code);
        visit(each);
      }
    };
    visit(system as Concepts);
    return codes;
  }
}
