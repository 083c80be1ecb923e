import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
const all = { ...manifest.dependencies, ...manifest.devDependencies };

describe('dependencies', () => {
  it('are pinned', () => {
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+/.test(version))).toEqual([]);
  });

  it('have each a line that says why, and no line says why of what is not there', () => {
    const rows = [...read('docs/dependencies.md').matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell]) =>
      (cell ?? '').split(',').map((name) => name.trim()),
    );
    const told = rows.filter((name) => name !== 'package' && !name.startsWith('---'));
    expect(told.sort()).toEqual(Object.keys(all).sort());
  });

  it('come from no host that the lock file names', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved": "https?:/);
  });
});
