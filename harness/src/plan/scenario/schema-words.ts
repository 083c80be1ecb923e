import { Ajv2020 } from 'ajv/dist/2020.js';
import { checkAgainst, unknownProperty, type OwnWords, type Said, type SchemaError } from '../../yaml/schema-errors.js';
import type { Problems, Source } from '../../yaml/source.js';
import { ACT_KINDS, scenarioSchema } from './schema.js';

// Our own schema is held against the meta-schema in a test, and optimized code does not pay off for one small file: both cost start-up.
const validate = new Ajv2020({
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  validateSchema: false,
  code: { optimize: false },
}).compile(scenarioSchema);

/**
 * Checks the shape of a scenario against its JSON Schema and adds what is wrong, in words, at its place in the text. Answers
 * whether all was well.
 */
export function checkShape(source: Source, problems: Problems): boolean {
  return checkAgainst(validate, source, problems, inFlowWords);
}

/** What the schema of flows means by an error; all else is said in the usual words. */
const inFlowWords: OwnWords = (whole) => {
  const { error, params, misnamed } = whole;
  switch (error.keyword) {
    case 'additionalProperties':
      return misplaced(whole);
    case 'required':
      // `required` inside oneOf or anyOf is reported by those.
      return /\/(oneOf|anyOf)\/\d+\/required$/.test(error.schemaPath) ? 'silent' : undefined;
    case 'oneOf':
      return misnamed && params.passingSchemas === null ? 'silent' : wrongKind(whole);
    case 'anyOf':
      return { message: 'a search says what it "finds", what it "misses", or what it "counts"', path: whole.path };
    case 'pattern':
      return badName(whole);
    default:
      return undefined;
  }
};

function misplaced(whole: SchemaError): Said {
  const name = String(whole.params.additionalProperty);
  if (name === 'refused') {
    const hint = 'write attempt: { update: ..., set: ..., refused: ... }';
    return { message: '"refused" belongs inside "attempt"', hint, path: [...whole.path, name], atName: true };
  }
  return unknownProperty(whole, whole.schema.title === 'Expectation' ? ['placer sees'] : []);
}

function badName({ error, path }: SchemaError): Said | undefined {
  if (error.propertyName === undefined) return undefined;
  const hint = 'use lower-case words joined by hyphens, e.g. second-lab';
  const message = `"${error.propertyName}" cannot be a name here`;
  return { message, hint, path: [...path, error.propertyName], atName: true };
}

function wrongKind({ error, path }: SchemaError): Said {
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
