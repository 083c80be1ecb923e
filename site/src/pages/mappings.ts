import { objectsOf, textOf, type Json } from '../model/json.js';
import { escapeHtml, type Html } from '../text/html.js';
import { tableHtml, type PageContext, type Section } from './page.js';

/** What elements of a profile are elsewhere, as the snapshot says: a folded table for each of the other models. */
export function mappingSection(resource: Json, snapshot: readonly Json[], context: PageContext): Section[] {
  const parts = objectsOf(resource.mapping).map((mapping) => mappingHtml(mapping, snapshot, context));
  const html = parts.join('');
  return html === '' ? [] : [{ id: 'mappings', title: 'Mappings', html }];
}

function mappingHtml({ identity, name, uri }: Json, snapshot: readonly Json[], context: PageContext): Html {
  const rows = snapshot.flatMap((element) =>
    objectsOf(element.mapping)
      .filter((each) => each.identity === identity)
      .map(({ map }) => ({
        cells: [`<code>${escapeHtml(`${element.id}`)}</code>`, `<code class="long">${escapeHtml(`${map}`)}</code>`],
      })),
  );
  if (rows.length === 0) return '';
  const title = textOf(name) ?? `${identity}`;
  const table = tableHtml(context, { label: title, columns: ['element', 'there'], rows });
  return `<details class="wide-block"><summary>${escapeHtml(title)} <code>${escapeHtml(textOf(uri) ?? '')}</code></summary>${table}</details>`;
}
