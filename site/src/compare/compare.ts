import type { Guide, Requirement } from '../../../harness/src/guide/guide.js';
import type { Resource } from '../../../harness/src/guide/resource.js';
import { leavesOf } from './flatten.js';

/** One value that differs; absent on the side that does not have it. */
export interface LeafChange {
  path: string;
  before?: string;
  after?: string;
}

/** What is different between two builds of a guide, seen from the newer one. */
export interface Comparison {
  before: { version: string; title: string };
  added: string[];
  removed: string[];
  changed: { key: string; leaves: LeafChange[] }[];
  statements: { added: Requirement[]; removed: Requirement[]; changed: StatementChange[] };
}

/** A statement whose words, strength or actors are other ones now. */
export interface StatementChange {
  before: Requirement;
  after: Requirement;
}

/** Compares two compiled guides: artifacts, their elements, and the requirements' statements. Snapshots follow from the rest and are left out. */
export function compareGuides(before: Guide, after: Guide): Comparison {
  const [old, now] = [before.keys(), after.keys()];
  const both = now.filter((key) => old.includes(key));
  return {
    before: { version: before.version, title: before.title },
    added: now.filter((key) => !old.includes(key)),
    removed: old.filter((key) => !now.includes(key)),
    changed: both
      .map((key) => ({ key, leaves: changedLeaves(before.instance(key), after.instance(key)) }))
      .filter(({ leaves }) => leaves.length > 0),
    statements: compareStatements(before, after),
  };
}

function changedLeaves(before: Resource | undefined, after: Resource | undefined): LeafChange[] {
  if (!before || !after || JSON.stringify(before) === JSON.stringify(after)) return [];
  const [old, now] = [leavesOf({ ...before, snapshot: undefined }), leavesOf({ ...after, snapshot: undefined })];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((path) => old.get(path) !== now.get(path))
    .map((path) => {
      const [was, is] = [old.get(path), now.get(path)];
      return { path, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) };
    });
}

function compareStatements(before: Guide, after: Guide): Comparison['statements'] {
  const [old, now] = [before.requirements, after.requirements];
  return {
    added: [...now.values()].filter(({ key }) => !old.has(key)),
    removed: [...old.values()].filter(({ key }) => !now.has(key)),
    changed: [...now.values()].flatMap((each) => {
      const was = old.get(each.key);
      return was && JSON.stringify(was) !== JSON.stringify(each) ? [{ before: was, after: each }] : [];
    }),
  };
}
