import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type Handlebars from 'handlebars';
import { sequenceStyle } from '../../publish/sequence-style.js';
import type { HistoryRecord } from '../../history/record.js';
import type { Report, RunEvidence, RunReport } from '../report.js';
import { colours } from './colours.js';
import { runPayload, type RunPayload } from './evidence.js';
import { TEMPLATE_OPTIONS } from './template-options.js';
import { headView, runView, sectionNotes, tailView, type SectionNotes } from './views.js';

type HandlebarsTemplate = Handlebars.TemplateDelegate<object>;

/**
 * The parts of the page's script, in order: one view at a time, deep links, filter, and a run's diagram and traffic when they are
 * asked for. Without the script the page is one long document.
 */
const CLIENT = ['elements', 'packs', 'theme', 'findings', 'evidence', 'views', 'filter', 'requirements', 'start'];

/**
 * The HTML report in pieces, in order: the caller writes each before it asks for the next, so that no more than one run's
 * evidence is in memory. One self-contained page: nothing is loaded, and its policy forbids everything but its own style and
 * script, which are allowed by their hashes. All text from servers is escaped by Handlebars, or lies in compressed base64.
 */
export async function* htmlPieces(
  report: Report,
  evidence: Iterable<RunEvidence> | AsyncIterable<RunEvidence>,
): AsyncGenerator<string> {
  const style = `${colours()}\n${asset('page.css')}\n${sequenceStyle}`;
  const script = `(() => {\n${CLIENT.map((name) => clientPart(name)).join('\n')}})();`;
  const csp = [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  yield template('page-head.hbs')({ ...headView(report), style, script, csp });
  const notes = sectionNotes(report);
  for await (const each of evidence) {
    yield 'section' in each ? each.section : runSection(each.run, each.records, notes);
  }
  yield template('page-tail.hbs')(tailView(report));
}

let runTemplate: HandlebarsTemplate | undefined;
let findingsTemplate: HandlebarsTemplate | undefined;

/** The section of one run: what did not pass; and packed, for the script, all findings and the evidence. */
export function runSection(run: RunReport, records: readonly HistoryRecord[], notes: SectionNotes): string {
  const toRun = (runTemplate ??= template('run.hbs'));
  const toList = (findingsTemplate ??= template('findings.hbs'));
  const payload = runPayload(run, records);
  const view = runView(run, records, notes);
  const acts = view.acts.map((act) => ({
    ...act,
    held: act.findings.length > 0,
    notPassed: act.notPassed.length > 0 ? toList({ findings: act.notPassed }) : '',
  }));
  const lists = view.acts.filter(({ findings }) => findings.length > 0);
  const found: FoundPayload = lists.map(({ id, findings }) => [id, toList({ findings })]);
  return toRun({
    ...view,
    acts,
    found: found.length > 0 ? packed(found) : undefined,
    pack: payload ? packed(payload) : undefined,
  });
}

/** The findings of a run as the page's script reads them: id of each act that has any, and their elements. */
export type FoundPayload = [act: string, html: string][];

/**
 * A module of the page's script, to stand beside the others in one scope: without its import lines and `export` words. Two parts
 * with the same name at top level would be a syntax error, which the tests would see.
 */
function clientPart(name: string): string {
  return asset(`client/${name}.js`)
    .replace(/^import [^;]*;\n/gm, '')
    .replace(/^export /gm, '');
}

/** A file beside this module: in the sources, or copied into the build by scripts/assets. */
function asset(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

const require = createRequire(import.meta.url);

/** A template, from what the build made of it (scripts/assets), which spares the compiler; from the sources it is compiled now. */
function template(name: string): HandlebarsTemplate {
  const made = fileURLToPath(new URL(`${name}.cjs`, import.meta.url));
  if (existsSync(made)) {
    const runtime = require('handlebars/runtime.js') as typeof Handlebars;
    return runtime.template<object>(require(made) as TemplateSpecification);
  }
  const handlebars = require('handlebars') as typeof Handlebars;
  return handlebars.compile<object>(asset(name), TEMPLATE_OPTIONS);
}

/** A hash source of a content security policy (CSP 3, section 2.3.1). */
function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** Base64 of gzipped JSON: small, and free of any character that means something to HTML. */
function packed(payload: RunPayload | FoundPayload): string {
  return gzipSync(JSON.stringify(payload), { level: 6 }).toString('base64');
}
