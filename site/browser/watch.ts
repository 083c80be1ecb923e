import type { Page } from 'playwright-core';

/** What the browser itself gives up: an icon when we go on to the next page, a download, which is no page. Missing files answer 404. */
const GIVEN_UP = 'net::ERR_ABORTED';

/**
 * Notes what goes wrong on a page from now on: errors in the console, uncaught errors, requests that fail or leave the site, windows
 * that scripts open. The list grows while the page lives.
 *
 * @param base address that all requests must begin with
 */
export function watch(page: Page, base: string): string[] {
  const seen: string[] = [];
  const short = (url: string): string => (url.startsWith(base) ? url.slice(base.length) : url);
  page.on('console', (message) => {
    if (message.type() === 'error') seen.push(`console error: ${message.text()} (${short(message.location().url)})`);
  });
  page.on('pageerror', (error) => seen.push(`uncaught error: ${error.message}`));
  page.on('dialog', (dialog) => {
    seen.push(`a window opened: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(base))
      seen.push(`request leaves the site: ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'no reason given';
    if (reason !== GIVEN_UP) seen.push(`request failed: ${short(request.url())} (${reason})`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) seen.push(`request failed: ${short(response.url())} (${response.status()})`);
  });
  return seen;
}
