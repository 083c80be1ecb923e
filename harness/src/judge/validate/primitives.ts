/**
 * The formats of R4's primitive types (https://hl7.org/fhir/R4/datatypes.html#primitive). Written out here, rather than
 * taken from the definitions, where the published expressions are open to runaway backtracking or too lenient.
 */
interface Primitive {
  json: 'string' | 'number' | 'boolean';
  /** What is asked for, in words. */
  is: string;
  test?: (value: string & number) => boolean;
}

const YEAR = '(?!0000)\\d{4}';
const MONTH = '(?:0[1-9]|1[0-2])';
const DAY = '(?:0[1-9]|[12]\\d|3[01])';
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?';
const ZONE = '(?:Z|[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00))';
const DATE = new RegExp(`^${YEAR}(?:-${MONTH}(?:-${DAY})?)?$`);
const DATE_TIME = new RegExp(`^${YEAR}(?:-${MONTH}(?:-${DAY}(?:T${TIME}${ZONE})?)?)?$`);
const INSTANT = new RegExp(`^${YEAR}-${MONTH}-${DAY}T${TIME}${ZONE}$`);

const matches = (pattern: RegExp) => (value: string) => pattern.test(value);
const date = (pattern: RegExp) => (value: string) => pattern.test(value) && isRealDay(value);
const whole = (min: number, max: number) => (value: number) => Number.isInteger(value) && value >= min && value <= max;
const text = { json: 'string', is: 'text that is not empty', test: matches(/\S/) } as const;
const uri = { json: 'string', is: 'a URI without spaces', test: matches(/^\S+$/) } as const;
const LARGEST = 2_147_483_647;

const PRIMITIVES: Readonly<Record<string, Primitive>> = {
  boolean: { json: 'boolean', is: 'true or false' },
  integer: { json: 'number', is: 'a whole number of 32 bits', test: whole(-LARGEST - 1, LARGEST) },
  positiveInt: { json: 'number', is: 'a whole number from 1 on', test: whole(1, LARGEST) },
  unsignedInt: { json: 'number', is: 'a whole number from 0 on', test: whole(0, LARGEST) },
  decimal: { json: 'number', is: 'a number' },
  string: text,
  markdown: text,
  code: { json: 'string', is: 'a code: no spaces but single ones within', test: matches(/^[^\s]+(?:\s[^\s]+)*$/) },
  id: { json: 'string', is: '1 to 64 letters, digits, - and .', test: matches(/^[A-Za-z0-9\-.]{1,64}$/) },
  uri,
  url: uri,
  canonical: uri,
  oid: { json: 'string', is: 'urn:oid: and an OID', test: matches(/^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/) },
  uuid: {
    json: 'string',
    is: 'urn:uuid: and a UUID',
    test: matches(/^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  },
  base64Binary: { json: 'string', is: 'base64', test: isBase64 },
  date: { json: 'string', is: 'a date: YYYY, YYYY-MM or YYYY-MM-DD', test: date(DATE) },
  dateTime: { json: 'string', is: 'a date, or a date and time with seconds and time zone', test: date(DATE_TIME) },
  instant: { json: 'string', is: 'a date and time with seconds and time zone', test: date(INSTANT) },
  time: { json: 'string', is: 'a time: hh:mm:ss', test: matches(new RegExp(`^${TIME}$`)) },
  xhtml: { json: 'string', is: 'XHTML within one div', test: matches(/^\s*<div[\s>/]/) },
};

/** Whether a FHIR type is a primitive one. */
export function isPrimitive(type: string): boolean {
  return Object.hasOwn(PRIMITIVES, type);
}

/** What a value of this primitive type should be, when it is not; undefined when all is well. */
export function primitiveFault(type: string, value: unknown): string | undefined {
  const primitive = PRIMITIVES[type];
  if (!primitive) return undefined;
  const well = typeof value === primitive.json && (primitive.test?.(value as string & number) ?? true);
  return well ? undefined : `${primitive.is} (type ${type})`;
}

/** 30 February has the right form and is no day. */
function isRealDay(value: string): boolean {
  if (value.length < 10) return true;
  const [year, month, day] = value.slice(0, 10).split('-').map(Number) as [number, number, number];
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function isBase64(value: string): boolean {
  const dense = value.replace(/\s/g, '');
  return dense.length > 0 && dense.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(dense);
}
