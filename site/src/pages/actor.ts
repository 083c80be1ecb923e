import type { Requirement } from '../../../harness/src/guide/guide.js';
import type { Artifact } from '../model/artifacts.js';
import { objectOf, objectsOf, textOf } from '../model/json.js';
import { escapeHtml, idOf, link, type Html } from '../text/html.js';
import { anchor, renderInline, renderText } from '../text/markdown.js';
import { valueHtml } from '../text/values.js';
import { tableHtml, tableSection, type PageContext, type Section } from './page.js';
import { citeStatement } from './requirements.js';
import { obligationHtml, obligationsOf } from './tree.js';

/** An actor's page: what its systems must be able to do, what it has to meet, element by element too, and in which flows it acts. */
export function actorSections(artifact: Artifact, context: PageContext): Section[] {
  const { resource } = artifact;
  const kind = textOf(resource.type) === 'person' ? 'a person' : 'a system';
  const about = `${renderText(textOf(resource.documentation) ?? '')}<p>In runs of the flows this actor is ${kind}.</p>`;
  return [
    { id: 'kind', title: 'What it is', html: about },
    ...capabilities(artifact, context),
    ...requirements(artifact, context),
    ...obligations(artifact, context),
    ...flows(artifact, context),
  ];
}

function capabilities({ id }: Artifact, context: PageContext): Section[] {
  const rows = context.site.artifacts
    .filter((each) => each.kind === 'capability' && each.id.startsWith(`${id}-`))
    .map((each) => ({ cells: [link(each.href, each.title), renderInline(each.description)] }));
  return tableSection(context, 'capabilities', 'Capability statements', { columns: ['statement', 'when'], rows });
}

/** What binds it, theme by theme. */
function requirements({ id }: Artifact, context: PageContext): Section[] {
  const own = context.site.requirements.filter((each) => each.actors.includes(id));
  const themes = [...new Set(own.map(({ theme }) => theme))];
  const parts = themes.map((theme) =>
    themeHtml(
      theme,
      own.filter((each) => each.theme === theme),
      context,
    ),
  );
  return own.length === 0 ? [] : [{ id: 'requirements', title: `Requirements: ${own.length}`, html: parts.join('') }];
}

function themeHtml(theme: string, statements: readonly Requirement[], context: PageContext): Html {
  const { artifacts } = context.site;
  const resource = artifacts.find(({ key }) => key === `Requirements/${theme}`);
  const title = resource?.title ?? theme;
  const rows = statements.map((each) => ({
    id: each.key,
    cite: citeStatement(each, context.site),
    cells: [
      `${link(`Requirements-${theme}.html#${each.key}`, each.key)}${anchor(each.key)}`,
      escapeHtml(each.conformance.replace('-', ' ')),
      `<span class="says">${renderInline(each.text)}</span>`,
    ],
  }));
  const table = tableHtml(context, { label: title, columns: ['key', 'strength', 'requirement'], rows });
  const id = idOf('theme', theme);
  return `<h3 id="${id}">${link(resource?.href, title)}${anchor(id)}</h3>${table}`;
}

/** What it has to do with elements of profiles (FHIR extension `obligation`), each with a link to where the profile says so. */
function obligations({ resource }: Artifact, context: PageContext): Section[] {
  const rows = context.site.artifacts
    .filter(({ kind }) => kind === 'profile' || kind === 'extension')
    .map((profile) => ({ profile, lines: obligationLines(profile, `${resource.url}`) }))
    .filter(({ lines }) => lines.length > 0)
    .map(({ profile, lines }) => ({
      cells: [link(profile.href, profile.title), `<ul class="plain">${lines.join('')}</ul>`],
    }));
  return tableSection(context, 'obligations', 'Obligations on elements of profiles', {
    style: 'stacked labelled',
    columns: ['profile', 'what it has to do with which element'],
    rows,
  });
}

function obligationLines({ href, resource }: Artifact, actor: string): Html[] {
  return objectsOf(objectOf(resource.differential).element).flatMap((element) => {
    const codes = obligationsOf(element).filter((each) => each.actor === actor);
    const path = `<a href="${escapeHtml(`${href}#${idOf('obligation', `${element.id}`)}`)}"><code>${escapeHtml(`${element.id}`)}</code></a>`;
    return codes.length === 0 ? [] : [`<li>${path} ${codes.map(({ code }) => obligationHtml(code)).join(' ')}</li>`];
  });
}

function flows({ id }: Artifact, context: PageContext): Section[] {
  const { site } = context;
  const rows = site.flows.flatMap(({ scenario, href }) =>
    scenario.actors
      .filter((actor) => actor.is === id)
      .map((actor) => ({
        cells: [
          link(href, scenario.title),
          `<code>${escapeHtml(actor.name)}</code>`,
          valueHtml({ reference: actor.as }, site.links),
        ],
      })),
  );
  return tableSection(context, 'flows', 'Flows in which it acts', { columns: ['flow', 'as', 'in the example'], rows });
}
