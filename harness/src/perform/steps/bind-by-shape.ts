import { eachKeepsCopies } from '../../exchange/catalog.js';
import type { InstanceKey, Resource } from '../../guide/resource.js';
import type { AwaitStep } from '../../plan/plan.js';
import { absolute, keyOfReference } from '../../plan/references.js';
import { shows } from '../../plan/shows.js';
import type { RunContext } from '../context.js';
import { look } from './read.js';

/**
 * What the expected instance refers to at a place, the real resource refers to at the same place: so the flow's instances get their URLs
 * although somebody else made them. Each that is found so is looked at, and what it refers to is bound in the same way.
 */
export async function bindByShape(
  expected: Resource,
  actual: Resource,
  base: string,
  step: AwaitStep,
  run: RunContext,
): Promise<void> {
  for (const [wanted, got] of pairs(expected, actual)) {
    const key = keyOfReference(wanted);
    const url = absolute(got, base);
    if (!key || !isOpen(key, url, run)) continue;
    // In messaging what is seen is the observer's own copy; else it is the resource itself, wherever it lives.
    const holder = eachKeepsCopies(run.plan) ? step.at : (run.plan.instances[key]?.homes[0] ?? step.by);
    run.bind(key, holder, url);
    const instance = run.guide.instance(key);
    const body = await look(url, step.id, step.observer, holderOf(url, step, run), run);
    if (instance && body) await bindByShape(instance, body, url.replace(/\/[^/]+\/[^/]+$/, ''), step, run);
  }
}

/** Whether an instance of this run still lacks its place, and this may be it. */
function isOpen(key: InstanceKey, url: string, run: RunContext): boolean {
  const instance = run.plan.instances[key];
  return (
    instance !== undefined &&
    !instance.given &&
    run.ledger.urlsOf(key).length === 0 &&
    run.ledger.keyAt(url) === undefined &&
    url.split('/').at(-2) === key.split('/')[0]
  );
}

function holderOf(url: string, step: AwaitStep, run: RunContext): string {
  return run.plan.actors.find(({ name, hosts }) => hosts && url.startsWith(`${run.base(name)}/`))?.name ?? step.at;
}

/** Literal references at the same places of two values, in document order. */
export function pairs(expected: unknown, actual: unknown): [string, string][] {
  if (Array.isArray(expected)) return Array.isArray(actual) ? pairsOfItems(expected, actual) : [];
  if (typeof expected !== 'object' || expected === null || typeof actual !== 'object' || actual === null) return [];
  const [wanted, got] = [expected as Record<string, unknown>, actual as Record<string, unknown>];
  if (typeof wanted.reference === 'string')
    return typeof got.reference === 'string' ? [[wanted.reference, got.reference]] : [];
  return Object.keys(wanted).flatMap((name) => pairs(wanted[name], got[name]));
}

/** Items correspond that agree in their codes and in the types that they refer to; of several such, in their order. */
function pairsOfItems(expected: readonly unknown[], actual: readonly unknown[]): [string, string][] {
  const left = [...actual];
  return expected.flatMap((wanted) => {
    const index = left.findIndex((got) => agrees(wanted, got));
    if (index < 0) return [];
    const [got] = left.splice(index, 1);
    return pairs(wanted, got);
  });
}

function agrees(wanted: unknown, got: unknown): boolean {
  const typeOf = (reference: string): string | undefined => reference.split('/').at(-2);
  const wrap = (value: unknown): Resource => ({ resourceType: 'Basic', value });
  return shows(wrap(got), { value: wanted }, (one, other) => typeOf(one) === typeOf(other));
}
