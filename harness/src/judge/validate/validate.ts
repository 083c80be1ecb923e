import type { Definitions } from '../../guide/guide.js';
import type { Resource } from '../../guide/resource.js';
import type { Issue } from './issue.js';
import { Structures } from './structures.js';
import { Validation } from './validation.js';

export type { Issue, IssueCode } from './issue.js';

/** What else to validate by. */
export interface ValidateOptions {
  /** Profiles that the resource must meet besides those it claims in meta.profile. */
  profiles?: readonly string[];
}

/**
 * Validates a resource by the profiles it claims, or by its type: structure, cardinality, formats, fixed values, slices,
 * required bindings, target types of references, extensions and invariants, down through contained resources and entries.
 *
 * Quick and in-process, and never wrong on purpose: what can't be decided with `definitions` alone (a code of a system
 * that is not at hand, an invariant that needs another resource) gives no issue. docs/decisions tells what it leaves to the
 * official validator. Issues come in document order, each once; a profile that is not known is a warning.
 */
export function validate(resource: Resource, definitions: Definitions, options: ValidateOptions = {}): Issue[] {
  const validation = new Validation(Structures.of(definitions));
  validation.resource(resource, `${resource?.resourceType ?? 'Resource'}`, options.profiles ?? []);
  return once(validation.issues);
}

/** Profiles repeat what their base says, so that a fault may be met more than once. */
function once(issues: readonly Issue[]): Issue[] {
  const seen = new Set<string>();
  return issues.filter(({ code, path, message }) => {
    const key = `${code} ${path} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}
