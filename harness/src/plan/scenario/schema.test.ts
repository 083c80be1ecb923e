import { Ajv2020 } from 'ajv/dist/2020.js';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import type { SchemaNode } from '../../yaml/schema-errors.js';
import { scenarioSchema } from './schema.js';

/** Every schema node that describes something in a file, with its path. `required` alternatives describe nothing. */
function nodes(node: SchemaNode, path: string): [string, SchemaNode][] {
  const found: [string, SchemaNode][] = [[path, node]];
  const into = (child: unknown, name: string): void => {
    if (typeof child === 'object' && child !== null) found.push(...nodes(child as SchemaNode, `${path}/${name}`));
  };
  for (const name of ['items', 'additionalProperties']) into(node[name], name);
  for (const name of ['properties', 'patternProperties', '$defs']) {
    for (const [key, child] of Object.entries((node[name] ?? {}) as object)) into(child, `${name}/${key}`);
  }
  return found;
}

describe('the JSON Schema of scenario files', () => {
  it('is a valid JSON Schema: at run time nobody checks it again', () => {
    expect(new Ajv2020({ allowUnionTypes: true }).validateSchema(scenarioSchema)).toBe(true);
  });

  it('is written out for editors (after a change: npx vitest run schema.test -u)', async () => {
    const written = await format(JSON.stringify(scenarioSchema), { parser: 'json', printWidth: 120 });
    await expect(written).toMatchFileSnapshot('../../../../scenarios/scenario.schema.json');
  });

  it.each(nodes(scenarioSchema, '#'))('%s has a title and a description', (_path, node) => {
    expect(node.title).toMatch(/\S/);
    expect(node.description).toMatch(/\.$/);
  });
});
