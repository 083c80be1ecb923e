import type { PackageDB, ResourceInfo } from 'fhir-package-loader';
import { expect, test } from 'vitest';
import { rememberingDb } from './remembering-db.js';

/** A database that counts the questions it is asked. */
function countingDb(): { db: PackageDB; asked: () => number } {
  const saved: ResourceInfo[] = [];
  let count = 0;
  const find = (key: string) => {
    count += 1;
    return saved.filter(({ id }) => id === key);
  };
  const db = {
    clear: () => saved.splice(0),
    optimize: () => undefined,
    savePackageInfo: () => undefined,
    saveResourceInfo: (info: ResourceInfo) => void saved.push(info),
    findPackageInfos: () => [],
    findPackageInfo: () => undefined,
    findResourceInfos: find,
    findResourceInfo: (key: string) => find(key)[0],
    getPackageStats: () => undefined,
    exportDB: () => Promise.reject(new Error('not asked for here')),
  } satisfies PackageDB;
  return { db, asked: () => count };
}
const task = { id: 'Task', resourceType: 'StructureDefinition' } as ResourceInfo;

test('the same question is asked once, one with other options again', () => {
  const { db, asked } = countingDb();
  const remembering = rememberingDb(db);
  remembering.saveResourceInfo(task);
  expect(remembering.findResourceInfo('Task')).toBe(task);
  expect(remembering.findResourceInfo('Task')).toBe(task);
  expect(asked()).toBe(1);
  remembering.findResourceInfo('Task', { type: ['Profile'] });
  expect(asked()).toBe(2);
});

test('an answer of nothing is remembered until something is saved', () => {
  const { db, asked } = countingDb();
  const remembering = rememberingDb(db);
  expect(remembering.findResourceInfos('Task')).toEqual([]);
  expect(remembering.findResourceInfos('Task')).toEqual([]);
  expect(asked()).toBe(1);
  remembering.saveResourceInfo(task);
  expect(remembering.findResourceInfos('Task')).toEqual([task]);
});
