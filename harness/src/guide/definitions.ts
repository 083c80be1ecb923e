import type { CoreDefinitions } from './core-definitions.js';
import type { Definitions, SearchParameter } from './guide.js';
import type { Resource } from './resource.js';
import { ValueSets, withoutVersion, type ExpandedConcept } from './value-sets.js';

const CORE_STRUCTURE = 'http://hl7.org/fhir/StructureDefinition/';

/** Resource types that are no DomainResource, so that its search parameters don't apply. */
const PLAIN_RESOURCES = new Set(['Binary', 'Bundle', 'Parameters']);

type DefinitionType = 'StructureDefinition' | 'ValueSet' | 'CodeSystem';

/** A guide's own conformance resources, by canonical url without a version. */
export interface OwnDefinitions {
  /** Looks at the one file that is named after the url's last part: cheap, and enough for nearly all. */
  guess(type: DefinitionType, url: string): Resource | undefined;
  /** Looks through all of them. */
  find(type: DefinitionType, url: string): Resource | undefined;
  /** The guide's SearchParameter resources. */
  searchParameters(): Resource[];
}

/** Core and guide together, the guide's canonical base being `canonical`; a resource of the guide that has FHIR's url and id replaces FHIR's. */
export function definitionsOf(core: CoreDefinitions, own: OwnDefinitions, canonical?: string): Definitions {
  return new GuideDefinitions(core, own, canonical);
}

class GuideDefinitions implements Definitions {
  private readonly found = new Map<string, Resource | undefined>();
  private readonly byType = new Map<string, SearchParameter[]>();
  /** FHIR's search parameters and the guide's, each by base type. */
  private byBase?: [ByBase, ByBase];
  private readonly valueSets: ValueSets = new ValueSets(this);

  constructor(
    private readonly core: CoreDefinitions,
    private readonly own: OwnDefinitions,
    readonly canonical: string | undefined,
  ) {}

  structure(urlOrType: string): Resource | undefined {
    const url = urlOrType.includes(':') ? withoutVersion(urlOrType) : CORE_STRUCTURE + urlOrType;
    return this.once('StructureDefinition', url, () => this.core.structure(url));
  }

  codeSystem(url: string): Resource | undefined {
    const plain = withoutVersion(url);
    return this.once('CodeSystem', plain, () => this.core.terminology('CodeSystem', plain));
  }

  valueSet(url: string): Resource | undefined {
    const plain = withoutVersion(url);
    return this.once('ValueSet', plain, () => this.core.terminology('ValueSet', plain));
  }

  contains(valueSetUrl: string, system: string | undefined, code: string): boolean | undefined {
    return this.valueSets.contains(valueSetUrl, system, code);
  }

  expand(valueSetUrl: string): ExpandedConcept[] | undefined {
    return this.valueSets.expand(valueSetUrl);
  }

  searchParameters(type: string): SearchParameter[] {
    let parameters = this.byType.get(type);
    if (!parameters) this.byType.set(type, (parameters = this.collectParameters(type)));
    return parameters;
  }

  resourceTypes(): string[] {
    return this.core.resourceTypes();
  }

  /** By code; the guide's own replaces FHIR's of the same code, and a type's own those of what it is a kind of. */
  private collectParameters(type: string): SearchParameter[] {
    this.byBase ??= [
      byBase(this.core.searchParameters()),
      byBase(this.own.searchParameters() as unknown as SearchParameter[]),
    ];
    const bases = ['Resource', ...(PLAIN_RESOURCES.has(type) ? [] : ['DomainResource']), type];
    const [core, own] = this.byBase;
    const byCode = new Map<string, SearchParameter>();
    for (const parameters of [core, own]) {
      for (const parameter of bases.flatMap((base) => parameters.get(base) ?? []))
        byCode.set(parameter.code, parameter);
    }
    return [...byCode.values()];
  }

  private once(type: DefinitionType, url: string, fromCore: () => Resource | undefined): Resource | undefined {
    const key = `${type} ${url}`;
    if (!this.found.has(key)) {
      this.found.set(key, this.own.guess(type, url) ?? fromCore() ?? this.own.find(type, url));
    }
    return this.found.get(key);
  }
}

type ByBase = ReadonlyMap<string, readonly SearchParameter[]>;

function byBase(parameters: readonly SearchParameter[]): ByBase {
  const found = new Map<string, SearchParameter[]>();
  for (const parameter of parameters) {
    for (const base of parameter.base) {
      const list = found.get(base);
      if (list) list.push(parameter);
      else found.set(base, [parameter]);
    }
  }
  return found;
}
