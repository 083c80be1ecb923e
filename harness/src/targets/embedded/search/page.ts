import { randomUUID } from 'node:crypto';
import { Refusal } from '../outcome.js';

/** How many results are kept for paging; the oldest goes first. */
const KEPT = 256;

/** Results that have further pages, under the token in their links. */
export class Pages<T> {
  private readonly results = new Map<string, T>();

  /** Keeps a result; returns its token. */
  keep(result: T): string {
    const token = randomUUID();
    this.results.set(token, result);
    if (this.results.size > KEPT) this.results.delete(this.results.keys().next().value!);
    return token;
  }

  /** The result of a token. Throws a Refusal (410) when it is gone: the client searches anew. */
  get(token: string): T {
    const result = this.results.get(token);
    if (result === undefined) throw new Refusal(410, 'not-found', 'this page is no longer kept; search anew');
    return result;
  }
}

/** Links of the page at `offset` of a result with `length` items; further pages are reached by `token`. */
export function pageLinks(
  base: string,
  token: string | undefined,
  page: { self: string; offset: number; count: number; length: number },
): { relation: string; url: string }[] {
  const { self, offset, count, length } = page;
  const links = [{ relation: 'self', url: self }];
  if (token === undefined) return links;
  const at = (position: number) => `${base}?_page=${token}&_offset=${position}&_count=${count}`;
  links[0]!.url = offset === 0 ? self : at(offset);
  links.push({ relation: 'first', url: at(0) });
  if (offset > 0) links.push({ relation: 'previous', url: at(Math.max(0, offset - count)) });
  if (offset + count < length) links.push({ relation: 'next', url: at(offset + count) });
  return links;
}
