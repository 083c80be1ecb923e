import type { Definitions, SearchParameter } from '../../../guide/guide.js';
import type { Version } from '../store.js';
import type { Kind, Value, ValueContext } from './kind.js';
import { date } from './kinds/date.js';
import { number, quantity } from './kinds/quantity.js';
import { reference } from './kinds/reference.js';
import { string } from './kinds/string.js';
import { token } from './kinds/token.js';
import { uri } from './kinds/uri.js';
import { compileExpression, plainPath, type Extractor } from './path.js';

/** A search parameter of one resource type, ready to read values. */
export interface Parameter {
  readonly type: string;
  readonly code: string;
  readonly definition: SearchParameter;
  readonly kind: Kind;
  /** Types that a reference parameter may point to; empty for any. */
  readonly targets: readonly string[];
  /** The values in a version; computed once for each. */
  values(version: Version): readonly Value[];
  /** Whether `system` may belong to a primitive code of this parameter. */
  systemFits(system: string, code: string): boolean | undefined;
}

const KINDS: Partial<Record<SearchParameter['type'], Kind>> = {
  token: token as Kind,
  reference: reference as Kind,
  string: string as Kind,
  date: date as Kind,
  number: number as Kind,
  quantity: quantity as Kind,
  uri: uri as Kind,
};

/** Parameters of Bundle that look inside its first entry: the resource there is no reference, so they would find nothing. */
const INSIDE_ENTRY = /\.entry\[0\]\.resource/;

/** Parameters that the server reads itself, whatever the definitions say of them. */
const BUILT_IN: readonly SearchParameter[] = [
  {
    code: '_id',
    url: 'http://hl7.org/fhir/SearchParameter/Resource-id',
    type: 'token',
    base: ['Resource'],
    expression: 'id',
  },
  {
    code: '_lastUpdated',
    url: 'http://hl7.org/fhir/SearchParameter/Resource-lastUpdated',
    type: 'date',
    base: ['Resource'],
    expression: 'meta.lastUpdated',
  },
];

const NOTHING: readonly Value[] = [];

/** All search parameters that the server understands, by type; made when first asked for. */
export class Parameters {
  private readonly byType = new Map<string, Map<string, SearchParameter>>();
  private readonly ready = new Map<string, Parameter>();

  constructor(
    private readonly definitions: Definitions,
    private readonly base: string,
  ) {}

  /** Definitions of the supported parameters of a type. Composite, special and expression-less ones are not supported. */
  supported(type: string): ReadonlyMap<string, SearchParameter> {
    let known = this.byType.get(type);
    if (!known) {
      known = new Map();
      for (const definition of [...this.definitions.searchParameters(type), ...BUILT_IN]) {
        const { expression, code } = definition;
        if (expression && KINDS[definition.type] && !INSIDE_ENTRY.test(expression)) known.set(code, definition);
      }
      this.byType.set(type, known);
    }
    return known;
  }

  /** The parameter, or undefined when the server doesn't understand it. */
  get(type: string, code: string): Parameter | undefined {
    const key = `${type}?${code}`;
    let parameter = this.ready.get(key);
    if (!parameter) {
      const definition = this.supported(type).get(code);
      if (!definition) return undefined;
      parameter = this.build(type, definition);
      this.ready.set(key, parameter);
    }
    return parameter;
  }

  /** Whether any resource type has a parameter of this code. */
  anyTypeHas(code: string): boolean {
    return this.definitions.resourceTypes().some((type) => this.supported(type).has(code));
  }

  private build(type: string, definition: SearchParameter): Parameter {
    const { base, definitions } = this;
    const kind = KINDS[definition.type]!;
    const expression = definition.expression!;
    let extractor: Extractor | undefined;
    const cache = new WeakMap<Version, readonly Value[]>();
    let binding: string | undefined | null = null;
    return {
      type,
      code: definition.code,
      definition,
      kind,
      targets: (definition.target ?? []).filter((target) => target !== 'Resource' && target !== 'Any'),
      values(version) {
        if (!version.resource) return NOTHING;
        let values = cache.get(version);
        if (!values) {
          extractor ??= compileExpression(expression, type, base);
          values = extractor(version.resource).flatMap((element) => kind.extract(element, base));
          cache.set(version, values);
        }
        return values;
      },
      systemFits(system, code) {
        if (binding === null) binding = bindingOf(definitions, type, plainPath(expression, type));
        return binding === undefined ? undefined : definitions.contains(binding, system, code);
      },
    };
  }
}

/** Value set that the element of a parameter is bound to. */
function bindingOf(definitions: Definitions, type: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const snapshot = definitions.structure(type)?.snapshot as { element?: ElementDefinition[] } | undefined;
  return snapshot?.element?.find((element) => element.path === `${type}.${path}`)?.binding?.valueSet;
}

interface ElementDefinition {
  path: string;
  binding?: { valueSet?: string };
}

/** What values of a parameter are read with. */
export function contextFor(parameter: Parameter, base: string, now: number): ValueContext {
  return {
    base,
    now,
    targets: parameter.targets,
    systemFits: (system, code) => parameter.systemFits(system, code),
  };
}
