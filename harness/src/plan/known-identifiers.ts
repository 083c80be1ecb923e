import type { BusinessIdentifier, Resource } from '../guide/resource.js';
import { isIdentifier, tokenOf } from './localize.js';

/** The business identifiers of a resource: those with system and value. */
export function identifiersIn({ identifier }: Resource): BusinessIdentifier[] {
  const list: unknown[] = Array.isArray(identifier) ? identifier : [identifier];
  return list.flatMap((one) => {
    if (typeof one !== 'object' || one === null || !isIdentifier(one as Record<string, unknown>)) return [];
    const { system, value } = one as BusinessIdentifier;
    return [{ system, value }];
  });
}

/**
 * Which identifier of what is there already stands for each of the instance's own: one of the same system, else the first. Pairs of the
 * instance's and the other; none where either has none.
 */
export function pairedIdentifiers(
  instance: Resource,
  existing: readonly BusinessIdentifier[],
): [BusinessIdentifier, BusinessIdentifier][] {
  return identifiersIn(instance).flatMap((own): [BusinessIdentifier, BusinessIdentifier][] => {
    const other = existing.find(({ system }) => system === own.system) ?? existing[0];
    return other ? [[own, other]] : [];
  });
}

/** For writing: what stands for each of the guide's identifiers. */
export function outwards(pairs: readonly [BusinessIdentifier, BusinessIdentifier][]): Map<string, BusinessIdentifier> {
  return new Map(pairs.map(([own, other]) => [tokenOf(own), other]));
}

/** For judging: what each stands for in the guide; of several, the first. */
export function inwards(pairs: readonly [BusinessIdentifier, BusinessIdentifier][]): Map<string, BusinessIdentifier> {
  return new Map([...pairs].reverse().map(([own, other]) => [tokenOf(other), own]));
}
