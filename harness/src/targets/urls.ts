/** Whether a host name, as `URL.hostname` gives it, is this very machine: localhost, 127.0.0.0/8 or ::1. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** What is wrong with a URL that credentials or test data shall be sent to, in words; undefined when nothing is. */
export function faultInUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return 'it is no URL';
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'it must begin with http:// or https://';
  if (url.username !== '' || url.password !== '') return 'credentials do not belong into a URL: use "auth"';
  if (url.search !== '' || url.hash !== '') return 'it must have no query and no fragment';
  return undefined;
}

/** A base URL in the form in which all are kept: normalized, no slash at the end. */
export function baseUrl(text: string): string {
  return new URL(text).href.replace(/\/+$/, '');
}

/** The origin of a URL; undefined for what is none, or has credentials in it (which may be there to mislead). */
export function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { origin, username, password } = new URL(text);
  return username === '' && password === '' && origin !== 'null' ? origin : undefined;
}
