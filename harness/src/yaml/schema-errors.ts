import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { suggest } from './nearest.js';
import type { Path, Problems, Source } from './source.js';

/** A JSON Schema node, as far as ours go. */
export interface SchemaNode {
  title?: string;
  description?: string;
  [keyword: string]: unknown;
}

/** A sentence about one schema error, and where it belongs. */
export interface Said {
  message: string;
  hint?: string | undefined;
  path: Path;
  /** Point at the property's name rather than at its value. */
  atName?: boolean;
}

/** A schema error, taken apart for those who put it in words. */
export interface SchemaError {
  error: ErrorObject;
  path: Path;
  schema: SchemaNode;
  params: Record<string, unknown>;
  /** The same object has an unknown property, so what is missing in it is probably that one. */
  misnamed: boolean;
}

/** What one kind of file says in its own words; undefined leaves an error to the usual ones, `silent` says nothing. */
export type OwnWords = (error: SchemaError) => Said | 'silent' | undefined;

/**
 * Checks a file against its JSON Schema and adds what is wrong, in words, at its place in the text. Answers whether all was
 * well. `validate` must be compiled with `allErrors` and `verbose`.
 */
export function checkAgainst(
  validate: ValidateFunction,
  source: Source,
  problems: Problems,
  ownWords: OwnWords = () => undefined,
): boolean {
  if (validate(source.data)) return true;
  const errors = validate.errors ?? [];
  const misnamed = new Set(
    errors.filter(({ keyword }) => keyword === 'additionalProperties').map((e) => e.instancePath),
  );
  for (const error of errors) {
    const whole: SchemaError = {
      error,
      path: pathOf(error.instancePath),
      schema: (error.parentSchema ?? {}) as SchemaNode,
      params: error.params as Record<string, unknown>,
      misnamed: misnamed.has(error.instancePath),
    };
    const said = ownWords(whole) ?? usualWords(whole);
    if (said === 'silent' || said === undefined) continue;
    const at = said.atName ? source.keyAt(said.path) : source.at(said.path);
    problems.add(at, said.message, said.hint);
  }
  return false;
}

function usualWords(whole: SchemaError): Said | undefined {
  const { error, path, schema, params, misnamed } = whole;
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownProperty(whole);
    case 'required':
      return misnamed ? undefined : missing(String(params.missingProperty), path, schema);
    case 'dependentRequired':
      return {
        message: `"${params.property}" needs "${params.missingProperty}"`,
        path: [...path, String(params.property)],
        atName: true,
      };
    case 'propertyNames':
      return undefined;
    default:
      return aboutValue(whole);
  }
}

function aboutValue({ error, path, schema, params }: SchemaError): Said {
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
        return { message: `"${error.propertyName}" cannot be a name here`, path: name, atName: true };
      }
      return { message: `${what} cannot be ${quoted(error.data)}`, hint: schema.description, path };
    case 'enum':
      return notAllowed(what, error.data, params.allowedValues as unknown[], path);
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
    case 'maximum':
      return { message: `${what} must be at most ${params.limit}`, path };
    case 'uniqueItems': {
      const second = Math.max(Number(params.i), Number(params.j));
      return {
        message: `${what} lists ${quoted((error.data as unknown[])[second])} twice`,
        path: [...path, second],
      };
    }
    default:
      return { message: `${what} ${error.message ?? 'is not as it should be'}`, path };
  }
}

/** A value that is none of those allowed, with the nearest of them. */
export function notAllowed(what: string, value: unknown, allowed: readonly unknown[], path: Path): Said {
  return {
    message: `${what} cannot be ${quoted(value)}`,
    hint: suggest(String(value), allowed.map(String)),
    path,
  };
}

/** A property that there is not, with the nearest that there is; `more` are names that the schema has as patterns. */
export function unknownProperty({ path, schema, params }: SchemaError, more: readonly string[] = []): Said {
  const name = String(params.additionalProperty);
  const known = [...Object.keys((schema.properties ?? {}) as object), ...more];
  return {
    message: `${ownerOf(schema)} has no "${name}"`,
    hint: suggest(name, known),
    path: [...path, name],
    atName: true,
  };
}

function missing(name: string, path: Path, schema: SchemaNode): Said {
  const described = (schema.properties as Record<string, SchemaNode> | undefined)?.[name]?.description;
  return { message: `${ownerOf(schema)} needs "${name}"`, hint: described, path };
}

function ownerOf(schema: SchemaNode): string {
  const title = (schema.title ?? 'this').toLowerCase();
  return /^[aeiou]/.test(title) ? `an ${title}` : `a ${title}`;
}

/** What a path leads to, as messages call it. */
export function nameOf(path: Path): string {
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

/** A JSON pointer as a path. */
function pathOf(pointer: string): Path {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')));
}
