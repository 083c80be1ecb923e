import { liveVersion, type Store, type Version } from '../store.js';
import type { ReferenceValue } from './kinds/reference.js';
import type { Parameter, Parameters } from './parameters.js';
import type { Include } from './query.js';
import type { Searcher } from './searcher.js';

/** Most resources that one page brings along. */
const MAX_INCLUDED = 5000;

/** What include rules work on. */
export interface IncludeWorld {
  store: Store;
  searcher: Searcher;
}

/**
 * Resources that `_include` and `_revinclude` bring along with these matches, each once, none that is a match already. Without
 * `:iterate` a rule looks at the matches alone (R4 search.html#include).
 */
export function included(matches: readonly Version[], rules: readonly Include[], world: IncludeWorld): Version[] {
  const seen = new Set(matches);
  const found: Version[] = [];
  let fresh: readonly Version[] = matches;
  let active: readonly Include[] = rules;
  while (fresh.length > 0 && active.length > 0 && found.length < MAX_INCLUDED) {
    const next: Version[] = [];
    for (const version of fresh) {
      for (const rule of active) {
        for (const target of rule.reverse ? referring(version, rule, world) : referred(version, rule, world)) {
          if (seen.has(target)) continue;
          seen.add(target);
          next.push(target);
        }
      }
    }
    found.push(...next);
    fresh = next;
    active = rules.filter((rule) => rule.iterate);
  }
  return found;
}

/** What a version points to. */
function referred(version: Version, rule: Include, { store, searcher }: IncludeWorld): Version[] {
  const { type } = version.entity;
  if (rule.source !== '*' && rule.source !== type) return [];
  const targets: Version[] = [];
  for (const parameter of referenceParameters(type, rule.code, searcher.parameters)) {
    for (const value of parameter.values(version) as readonly ReferenceValue[]) {
      if (!value.key || !value.type || !value.id || value.key !== `${value.type}/${value.id}`) continue;
      if (rule.target !== undefined && rule.target !== value.type) continue;
      const target = liveVersion(store.entity(value.type, value.id));
      if (target) targets.push(target);
    }
  }
  return targets;
}

/** What points to a version. */
function referring(version: Version, rule: Include, { store, searcher }: IncludeWorld): Version[] {
  const { key, type } = version.entity;
  if (rule.target !== undefined && rule.target !== type) return [];
  const sources = rule.source === '*' ? [...store.types()] : [rule.source];
  return sources.flatMap((source) =>
    referenceParameters(source, rule.code, searcher.parameters).flatMap((parameter) =>
      searcher.find(source, searcher.compile(source, [[parameter.code, key]])),
    ),
  );
}

function referenceParameters(type: string, code: string, parameters: Parameters): Parameter[] {
  const codes = code === '*' ? [...parameters.supported(type).values()].filter(isReference).map((d) => d.code) : [code];
  return codes.flatMap((one) => parameters.get(type, one) ?? []);
}

function isReference(definition: { type: string }): boolean {
  return definition.type === 'reference';
}
