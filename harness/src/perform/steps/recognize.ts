import type { Resource } from '../../guide/resource.js';
import { FINAL_STATUSES, leadsTo } from '../../guide/task-state-machine.js';

/** What a resource's versions say of an act that is waited for. */
export type Recognized =
  /** This version is what came of it. */
  | { kind: 'acted'; version: Resource }
  /** A later act was done, and this one was not. */
  | { kind: 'passed-over' }
  /** The resource came to a status from which the act cannot come any more. */
  | { kind: 'over'; why: string };

type Set = Record<string, unknown>;

/** What is known when somebody looks whether an act was done. */
export interface Looked {
  /** What the act should set. */
  set: Set;
  /** What acts that are waited for after it should set. */
  later: readonly Set[];
  /** The resource as the act before left it, as far as that is known. */
  before: Resource | undefined;
  /** All versions since, oldest first. */
  since: readonly Resource[];
  /** Whether a version is as a set would leave it. */
  isAs: (version: Resource, set: Set) => boolean;
}

/**
 * Finds an act among the versions since the act before it: the first that is as the act should leave it; else the first that shows by its
 * status, or where the act changes none by its business status, or else by an element that the act sets, that it was done in the author's own way.
 * What is otherwise than expected then is for expectations and laws to judge. Versions from the first on that a later act made are not looked at.
 */
export function recognize(looked: Looked): Recognized | undefined {
  const { set, since, before, isAs } = looked;
  const passed = since.findIndex((version) => !isAs(version, set) && isLater(version, looked));
  const own = passed < 0 ? since : since.slice(0, passed);
  const version = own.find((one) => isAs(one, set)) ?? own.find((one) => isLike(one, looked));
  if (version) return { kind: 'acted', version };
  if (passed >= 0) return { kind: 'passed-over' };
  // An act that changes nothing has been done already.
  if (before && isAs(before, set)) return { kind: 'acted', version: before };
  return whyOver(looked);
}

/** The elements by which an act is known. */
function tellingElements({ set, before }: Looked): string[] {
  if (set.status !== undefined && set.status !== before?.status) return ['status'];
  if (set.businessStatus !== undefined) return ['businessStatus'];
  return Object.keys(set).filter((element) => element !== 'status' && element !== 'lastModified');
}

/** Whether a version shows that the act was done, whatever else its author made of it. */
function isLike(version: Resource, looked: Looked): boolean {
  const elements = tellingElements(looked);
  if (elements[0] === 'status') return version.status === looked.set.status;
  return elements.some((element) => said(version[element]) !== said(looked.before?.[element]));
}

/** Whether a version shows what an act that comes later makes of the resource, and what was not so before. */
function isLater(version: Resource, looked: Looked): boolean {
  const { set, later, before, isAs } = looked;
  // A later act with the same status, such as to resume, is not told from this one.
  if (tellingElements(looked)[0] === 'status' && version.status === set.status) return false;
  return later.some((one) => {
    const moves = one.status !== undefined && one.status !== before?.status && one.status !== set.status;
    if (moves && version.status === one.status) return true;
    return isAs(version, one) && !(before && isAs(before, one));
  });
}

/** Why the act cannot come any more, in words, where the resource was moved to a status that does not lead to it. */
function whyOver({ set, before, since }: Looked): Recognized | undefined {
  const last = since.at(-1);
  const status = String(last?.status);
  if (last?.resourceType !== 'Task' || status === before?.status) return undefined;
  const isOver =
    typeof set.status === 'string' && set.status !== before?.status
      ? !leadsTo(status, set.status)
      : FINAL_STATUSES.some((final) => final === status);
  return isOver ? { kind: 'over', why: `moved it to ${status}; expected ${expected(set)}` } : undefined;
}

/** What an act should set, in short: its status, else its business status, else the names of its elements. */
export function expected(set: Set): string {
  const { coding } = (set.businessStatus ?? {}) as { coding?: { code?: string }[] };
  const code = coding?.[0]?.code;
  if (typeof set.status === 'string') return set.status;
  return code === undefined ? Object.keys(set).join(', ') : `businessStatus ${code}`;
}

function said(value: unknown): string {
  return JSON.stringify(value) ?? '';
}
