import type { InstanceKey, Resource } from '../../guide/resource.js';
import { asLiterals } from '../../plan/logical-references.js';
import { referredKeys } from '../../plan/references.js';
import type { RunView } from '../view.js';

/**
 * A resource in the guide's names whose references by type and business identifier alone are by name too: in messages one and the
 * same thing is referred to in either way.
 */
export function withKeys(named: Resource, run: RunView): Resource {
  return asLiterals(named, ({ type, identifier }) =>
    run.keyByIdentifier({ resourceType: type, identifier: [identifier] } as unknown as Resource),
  );
}

/** The guide's instances that a value (a Reference, or a list of them) refers to, in the guide's names. */
export function referredBy(value: unknown, run: RunView): InstanceKey[] {
  const holder = withKeys({ resourceType: 'Basic', value } as unknown as Resource, run);
  return referredKeys(holder.value);
}

/** A value in which each literal reference is the reference alone, without the type, identifier or display beside it. */
export function withBareReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withBareReferences);
  if (value === null || typeof value !== 'object') return value;
  const record = value as Record<string, unknown>;
  if (typeof record.reference === 'string') return { reference: record.reference };
  return Object.fromEntries(Object.entries(record).map(([name, item]) => [name, withBareReferences(item)]));
}
