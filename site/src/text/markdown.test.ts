import { expect, it } from 'vitest';
import { renderPage } from './markdown.js';

it('names the cells of a table of many columns, for phones, where a row is a list', () => {
  const { html } = renderPage('### Who\n\n| one | `two` | three |\n|---|---|---|\n| a | b | c |\n');
  expect(html).toContain('aria-label="Who"><table class="stacked labelled" role="table">');
  expect(html.replace(/\s*\n\s*/g, '')).toContain(
    '<tr role="row"><td role="cell">a</td><td role="cell" data-label="two">b</td><td role="cell" data-label="three">c</td></tr>',
  );
});

it('leaves a table of few columns a table', () => {
  expect(renderPage('| one | two |\n|---|---|\n| a | b |\n').html).not.toMatch(/role="cell"|stacked/);
});

it('lets the keyboard come to code, whose long lines scroll', () => {
  expect(renderPage('```json\n{}\n```\n').html).toMatch(
    /^<pre role="region" tabindex="0" aria-label="Code"><code class="language-json">/,
  );
});
