import { count, type Check, type Subject } from '../check.js';
import type { PageFacts } from '../crawl.js';

/** Every link of every page, after its scripts have run. */
export const links: Check = {
  id: 'links',
  title: 'Every internal link and anchor leads somewhere',
  async run(subject) {
    const pages = await subject.loaded();
    const places = new Map(pages.map((page) => [page.file, page]));
    const inner = pages.flatMap((page) =>
      page.links.filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link)).map((link) => ({ page, link })),
    );
    const faults = inner.flatMap(({ page, link }) => {
      const reason = nowhere(page, link, subject, places);
      return reason ? [`${page.file}: ${link} (${reason})`] : [];
    });
    const anchors = inner.filter(({ link }) => link.includes('#')).length;
    return { looked: `${count(inner.length, 'link')}, ${anchors} of them to anchors`, faults };
  },
};

/** Why a link leads nowhere, or undefined. */
function nowhere(
  page: PageFacts,
  link: string,
  { files }: Subject,
  places: ReadonlyMap<string, PageFacts>,
): string | undefined {
  const root = 'http://site/';
  const target = new URL(link, root + page.file);
  const name = decodeURIComponent(target.pathname.slice(1));
  if (target.origin !== new URL(root).origin) return 'leaves the site';
  if (link.startsWith('/')) return 'starts at the root of the server';
  if (!files.has(name)) return 'no such file';
  // Report pages keep in the address, after the place, which findings or which step of a run they show.
  const id = decodeURIComponent(target.hash.slice(1).replace(/[?~].*$/, ''));
  if (!id || !places.has(name)) return undefined;
  return places.get(name)?.ids.has(id) ? undefined : 'no such place on the page';
}
