/** Header names whose values never reach a history, a report or a log. */
const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'x-api-key']);

/** What stands in place of a secret. */
export const REDACTED = '[redacted]';

/** Headers as they may be kept: names in lower case, secret ones blotted out, those of the connection left out. */
export function keptHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (value === undefined || lower === 'connection' || lower === 'keep-alive' || lower === 'transfer-encoding')
      continue;
    kept[lower] = SECRET_HEADERS.has(lower) ? REDACTED : Array.isArray(value) ? value.join(', ') : value;
  }
  return kept;
}

/**
 * A function that blots known secrets out of a record (a line of JSON), wherever they stand in what was sent, answered or said. The list
 * may grow while runs go on (access tokens are got on the way): what is added counts from then on. Only texts, names and numbers are
 * changed, never the form of the record: some tokens are chosen by servers. Secrets of fewer than 4 characters are refused: they
 * would blot out ordinary text.
 */
export function redactor(secrets: readonly string[]): (line: string) => string {
  const formsNow = growing(secrets);
  return (line) => {
    const { forms, inLines } = formsNow();
    if (!inLines.some((form) => line.includes(form))) return line;
    const record = JSON.parse(line) as Record<string, unknown>;
    const parts = Object.entries(record).map(([name, part]) => [
      name,
      OWN_WORDS.has(name) ? part : blotted(part, forms),
    ]);
    return JSON.stringify(Object.fromEntries(parts));
  };
}

/** The same for a text that people read. */
export function textRedactor(secrets: readonly string[]): (text: string) => string {
  const formsNow = growing(secrets);
  return (text) => withoutForms(text, formsNow().forms);
}

/** Parts of records in the harness's own words, and what comes from the guide: no server has a say in them. */
const OWN_WORDS = new Set([
  'kind',
  'n',
  't',
  'ms',
  'schema',
  'plan',
  'guide',
  'step',
  'by',
  'to',
  'what',
  'form',
  'outcome',
  'key',
  'holder',
]);

/** How secrets may stand in a text, and in a line of JSON. */
interface Forms {
  forms: readonly string[];
  inLines: readonly string[];
}

/** The forms of a list of secrets, found anew when it has grown. */
function growing(secrets: readonly string[]): () => Forms {
  const found = (): Forms => {
    const forms = formsOf(secrets);
    return { forms, inLines: shortest(forms.map(inJson)) };
  };
  let now = found();
  let count = secrets.length;
  return () => {
    if (secrets.length !== count) [now, count] = [found(), secrets.length];
    return now;
  };
}

/** Those in which no other stands: where one is found, or none, so it is with all. */
function shortest(texts: readonly string[]): string[] {
  return texts.filter((text) => !texts.some((other) => other !== text && text.includes(other)));
}

function blotted(value: unknown, forms: readonly string[]): unknown {
  if (typeof value === 'string') return withoutForms(value, forms);
  if (typeof value === 'number') return forms.some((form) => String(value).includes(form)) ? REDACTED : value;
  if (Array.isArray(value)) return value.map((item) => blotted(item, forms));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [withoutForms(name, forms), blotted(part, forms)]),
  );
}

function withoutForms(text: string, forms: readonly string[]): string {
  return forms.reduce((rest, form) => rest.replaceAll(form, REDACTED), text);
}

/** How secrets may stand in a text, the longest first: one may be part of another. */
function formsOf(secrets: readonly string[]): string[] {
  const short = secrets.find((secret) => secret.length < 4);
  if (short !== undefined) throw new Error('a credential of fewer than 4 characters cannot be kept out of the history');
  const forms = secrets.flatMap((secret) => [secret, ...escapedForms(secret), ...encodedForms(secret)]);
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

/** As servers write a text that they repeat in a URL, in JSON within a text, or in HTML. */
function escapedForms(secret: string): string[] {
  const encoded = encodeURIComponent(secret);
  const html = secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  return [
    encoded,
    encoded.replace(/%../g, (byte) => byte.toLowerCase()),
    new URLSearchParams([['', secret]]).toString().slice(1),
    inJson(secret),
    inJson(inJson(secret)),
    html,
    html.replace(/'/g, '&#39;'),
    secret.replace(/&/g, '&amp;').replace(/"/g, '&quot;'),
  ];
}

/** Shorter ones than this, in letters, may stand for something else. */
const ENCODED_LENGTH = 10;

/** As it stands within something longer that is encoded as a whole: in Base64, beginning at any of the three places, and in hexadecimal. */
function encodedForms(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const inBase64 = [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]);
    return whole.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((whole.length * 8) / 6));
  });
  const hex = bytes.toString('hex');
  const forms = [...inBase64.flatMap((form) => [form, urlSafe(form)]), hex, hex.toUpperCase()];
  return forms.filter((form) => form.length >= ENCODED_LENGTH);
}

function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
