import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Handlebars from 'handlebars';
import { projectRoot } from '../../../harness/src/guide/project-root.js';
import type { Html } from './html.js';
import { anchor } from './markdown.js';

/** The site's page templates, by name without ending. */
export interface Templates {
  /** Fills a template. Everything in `view` is escaped, but what the template takes in as HTML by three braces. */
  render(name: string, view: object): Html;
}

/** Templates use no other helpers than Handlebars' own and these, which spares a look-up for each value that they show. */
const HELPERS = { knownHelpers: { anchor: true }, knownHelpersOnly: true };

/** Folder of the templates, style sheet and page scripts. */
export function siteFolder(): string {
  return path.join(projectRoot(), 'site');
}

/** Reads and compiles all templates; each can be a part of the others. */
export function loadTemplates(folder = path.join(siteFolder(), 'templates')): Templates {
  const engine = Handlebars.create();
  engine.registerHelper('anchor', (id: unknown) => anchor(String(id)));
  const names = readdirSync(folder).filter((name) => name.endsWith('.hbs'));
  const compiled = new Map<string, Handlebars.TemplateDelegate<object>>();
  for (const file of names) {
    const name = file.replace(/\.hbs$/, '');
    const template = engine.compile<object>(readFileSync(path.join(folder, file), 'utf8'), HELPERS);
    engine.registerPartial(name, template);
    compiled.set(name, template);
  }
  return {
    render(name, view) {
      const template = compiled.get(name);
      if (!template) throw new Error(`no template ${name}.hbs in ${folder}`);
      return template(view, { allowProtoPropertiesByDefault: false });
    },
  };
}
