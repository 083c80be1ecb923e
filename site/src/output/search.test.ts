import { expect, it } from 'vitest';
import { searchedHtml } from './search.js';

it('hands the index the words of a page, but neither drawings nor payloads nor what only repeats headings', () => {
  const body = [
    '<h2 id="a">Asked <a class="anchor" href="#a" aria-label="Link to a">#</a></h2>',
    '<p class="act-ran">Ran against a server: <a href="x">pass</a></p>',
    '<figure><svg viewBox="0 0 1 1"><title>Drawn</title><svg-like></svg-like></svg></figure><p>kept one</p>',
    '<details class="payload" id="p"><summary>Payload</summary><pre>{ "status": "sent" }</pre></details>',
    '<dl class="facts"><div><dt>Address</dt><dd>http</dd></div></dl><pre class="json"><b>"id"</b></pre>',
    '<dl class="summary"><dt>status</dt><dd>active</dd></dl>',
    '<details class="exchange"><summary>kept two</summary></details>',
  ].join('');
  const html = searchedHtml({ title: 'Tea & cake', body });
  for (const word of ['Tea &amp; cake', 'Asked', 'kept one', 'kept two']) expect(html).toContain(word);
  expect(html).toContain('status </dt><dd>active </dd>');
  for (const word of ['Drawn', 'Payload', 'sent', 'Ran against', 'Link to', 'Address', '"id"'])
    expect(html).not.toContain(word);
});
