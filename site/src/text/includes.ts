import { Liquid } from 'liquidjs';

/** A page that Liquid cannot read; the message says where. */
export class IncludeError extends Error {
  constructor(
    message: string,
    readonly file: string,
    readonly line: number,
  ) {
    super(message);
  }
}

/** Reads pages as Jekyll does: includes and variables, before Markdown. */
export type PageReader = (text: string, file: string) => string;

/**
 * A reader of pages.
 *
 * @param includes text of each include by file name
 * @param site what pages may show as `{{site.data...}}`, as the IG Publisher offers it
 */
export function pageReader(includes: ReadonlyMap<string, string>, site: object): PageReader {
  const files = {
    existsSync: (name: string) => includes.has(name),
    exists: async (name: string) => includes.has(name),
    readFileSync: (name: string) => includes.get(name) ?? '',
    readFile: async (name: string) => includes.get(name) ?? '',
    resolve: (_folder: string, name: string) => name,
    contains: async () => true,
    containsSync: () => true,
    dirname: () => '',
    sep: '/',
  };
  const engine = new Liquid({ fs: files, jekyllInclude: true, dynamicPartials: false, relativeReference: false });
  return (text, file) => {
    try {
      return engine.parseAndRenderSync(text, { site }, { globals: { site } }) as string;
    } catch (error) {
      const { message } = error as Error;
      const line = Number(/line:(\d+)/.exec(message)?.[1] ?? 1);
      throw new IncludeError(message.replace(/, file:[^,]*|, line:\d+|, col:\d+/g, ''), file, line);
    }
  };
}
