import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import type { SchemaNode } from '../yaml/schema-errors.js';
import { targetSchema } from './target-schema.js';

/** Every schema node that describes something in a file, with its path. */
function nodes(node: SchemaNode, path: string): [string, SchemaNode][] {
  const found: [string, SchemaNode][] = [[path, node]];
  const into = (child: unknown, name: string): void => {
    if (typeof child === 'object' && child !== null) found.push(...nodes(child as SchemaNode, `${path}/${name}`));
  };
  for (const name of ['items', 'additionalProperties']) into(node[name], name);
  for (const name of ['properties', '$defs']) {
    for (const [key, child] of Object.entries((node[name] ?? {}) as object)) into(child, `${name}/${key}`);
  }
  return found;
}

describe('the JSON Schema of target files', () => {
  it('is written out for editors (after a change: npx vitest run target-schema -u)', async () => {
    const written = await format(JSON.stringify(targetSchema), { parser: 'json', printWidth: 120 });
    await expect(written).toMatchFileSnapshot('../../../targets/target.schema.json');
  });

  it.each(nodes(targetSchema, '#'))('%s has a title and a description', (_path, node) => {
    expect(node.title).toMatch(/\S/);
    expect(node.description).toMatch(/\.$/);
  });
});
