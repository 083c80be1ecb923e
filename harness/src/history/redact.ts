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
 * A function that blots known secrets out of a JSON line, wherever they stand. The list may grow while runs go on (access
 * tokens are got on the way): what is added counts from then on. Secrets of fewer than 4 characters are refused: they would
 * blot out ordinary text.
 */
export function redactor(secrets: readonly string[]): (line: string) => string {
  let forms = formsOf(secrets);
  let count = secrets.length;
  return (line) => {
    if (secrets.length !== count) [forms, count] = [formsOf(secrets), secrets.length];
    return forms.reduce((text, form) => text.replaceAll(form, REDACTED), line);
  };
}

/** How secrets may stand in a line, the longest first: one may be part of another. */
function formsOf(secrets: readonly string[]): string[] {
  const short = secrets.find((secret) => secret.length < 4);
  if (short !== undefined) throw new Error('a credential of fewer than 4 characters cannot be kept out of the history');
  const forms = secrets.flatMap((secret) => [JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}
