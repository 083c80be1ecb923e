import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { suggest } from './nearest.js';
import { ACT_KINDS, scenarioSchema, type SchemaNode } from './schema.js';
import type { Path, Problems, Source } from './source.js';

const validate = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true }).compile(scenarioSchema);

/** A sentence about one schema error, and where it belongs. */
interface Said {
  message: string;
  hint?: string | undefined;
  path: Path;
  /** Point at the property's name rather than at its value. */
  atName?: boolean;
}

/**
 * Checks the shape of a scenario against its JSON Schema and adds what is wrong, in words, at its place in the text. Answers
 * whether all was well.
 */
export function checkShape(source: Source, problems: Problems): boolean {
  if (validate(source.data)) return true;
  const errors = validate.errors ?? [];
  const misnamed = new Set(
    errors.filter(({ keyword }) => keyword === 'additionalProperties').map((e) => e.instancePath),
  );
  for (const error of errors) {
    const said = inWords(error, misnamed.has(error.instancePath));
    if (!said) continue;
    const at = said.atName ? source.keyAt(said.path) : source.at(said.path);
    problems.add(at, said.message, said.hint);
  }
  return false;
}

/** `misnamed`: the same object has an unknown property, so what is missing in it is probably that one. */
function inWords(error: ErrorObject, misnamed: boolean): Said | undefined {
  const path = pathOf(error.instancePath);
  const schema = (error.parentSchema ?? {}) as SchemaNode;
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownProperty(String(params.additionalProperty), path, schema);
    case 'required':
      return isAlternative(error) || misnamed ? undefined : missing(String(params.missingProperty), path, schema);
    case 'oneOf':
      return misnamed && params.passingSchemas === null ? undefined : wrongKind(error, path);
    case 'anyOf':
      return { message: 'a search says what it "finds", what it "misses", or both', path };
    case 'dependentRequired':
      return {
        message: `"${params.property}" needs "${params.missingProperty}"`,
        path: [...path, String(params.property)],
        atName: true,
      };
    case 'propertyNames':
      return undefined;
    default:
      return aboutValue(error, path, schema, params);
  }
}

function aboutValue(
  error: ErrorObject,
  path: Path,
  schema: SchemaNode,
  params: Record<string, unknown>,
): Said | undefined {
  const what = nameOf(path);
  switch (error.keyword) {
    case 'type':
      return {
        message: `${what} must be ${kindsOf(params.type)}, not ${kindOf(error.data)}`,
        hint: schema.description,
        path,
      };
    case 'pattern':
      if (error.propertyName !== undefined) {
        const name = [...path, error.propertyName];
        return {
          message: `"${error.propertyName}" cannot be a name here`,
          hint: scenarioSchema.$defs ? idHint : undefined,
          path: name,
          atName: true,
        };
      }
      return { message: `${what} cannot be ${quoted(error.data)}`, hint: schema.description, path };
    case 'enum': {
      const values = (params.allowedValues as unknown[]).map(String);
      return { message: `${what} cannot be ${quoted(error.data)}`, hint: suggest(String(error.data), values), path };
    }
    case 'minItems':
    case 'minProperties':
      return {
        message: `${what} is empty or too short: at least ${params.limit} needed`,
        hint: schema.description,
        path,
      };
    case 'maxLength':
      return { message: `${what} is longer than ${params.limit} characters`, path };
    case 'minimum':
      return { message: `${what} must be at least ${params.limit}`, path };
    case 'uniqueItems':
      return {
        message: `${what} lists ${quoted((error.data as unknown[])[Number(params.i)])} twice`,
        path: [...path, Number(params.i)],
      };
    default:
      return { message: `${what} ${error.message ?? 'is not as it should be'}`, path };
  }
}

const idHint = 'use lower-case words joined by hyphens, e.g. second-lab';

/** `required` inside oneOf or anyOf is reported by those. */
function isAlternative(error: ErrorObject): boolean {
  return /\/(oneOf|anyOf)\/\d+\/required$/.test(error.schemaPath);
}

function unknownProperty(name: string, path: Path, schema: SchemaNode): Said {
  const at = { path: [...path, name], atName: true };
  if (name === 'refused') {
    const hint = 'write attempt: { update: ..., set: ..., refused: ... }';
    return { message: '"refused" belongs inside "attempt"', hint, ...at };
  }
  const known = Object.keys((schema.properties ?? {}) as object);
  if (schema.title === 'Expectation') known.push('placer sees');
  return { message: `${ownerOf(schema)} has no "${name}"`, hint: suggest(name, known), ...at };
}

function missing(name: string, path: Path, schema: SchemaNode): Said {
  const described = (schema.properties as Record<string, SchemaNode> | undefined)?.[name]?.description;
  return { message: `${ownerOf(schema)} needs "${name}"`, hint: described, path };
}

function wrongKind(error: ErrorObject, path: Path): Said {
  const present = ACT_KINDS.filter((kind) => Object.hasOwn((error.data ?? {}) as object, kind));
  const second = present[1];
  if (second) {
    return {
      message: `an act is one of these, not several: ${present.join(', ')}`,
      hint: 'make it two acts',
      path: [...path, second],
      atName: true,
    };
  }
  return { message: 'this act does not say what happens', hint: `add one of ${ACT_KINDS.join(', ')}`, path };
}

function ownerOf(schema: SchemaNode): string {
  const title = (schema.title ?? 'this').toLowerCase();
  return /^[aeiou]/.test(title) ? `an ${title}` : `a ${title}`;
}

function nameOf(path: Path): string {
  const name = path.findLast((step) => typeof step === 'string');
  if (name === undefined) return 'the file';
  return typeof path.at(-1) === 'number' ? `an item of "${name}"` : `"${name}"`;
}

const KINDS: Record<string, string> = {
  string: 'text',
  array: 'a list',
  object: 'a block of names and values',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  null: 'empty',
};

function kindsOf(types: unknown): string {
  return [types]
    .flat()
    .map((type) => KINDS[String(type)] ?? String(type))
    .join(' or ');
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return KINDS[typeof value] ?? typeof value;
}

function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;
}

/** A JSON pointer as a path. Indexes stay text: positions are found by either. */
function pathOf(pointer: string): Path {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')));
}
