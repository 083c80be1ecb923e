import path from 'node:path';
import { loadGuide } from '../../harness/src/guide/load-guide.js';
import { validate } from '../../harness/src/judge/validate/validate.js';
import type { Where } from './content.js';

/** Definitions are left to SUSHI and the official validator. */
const DEFINITIONS =
  /^(ImplementationGuide|StructureDefinition|ValueSet|CodeSystem|SearchParameter|CapabilityStatement)\//;

/**
 * Instances that break their profiles or FHIR's own rules, by the quick validation that runs are judged by: one sentence each.
 * Codes that their code system lacks are left to `checkContent`, which tells their line.
 */
export function invalidInstances(compiled: string, where: Where): string[] {
  const guide = loadGuide(path.join(compiled, 'resources'));
  const types = new Set(guide.definitions.resourceTypes());
  const keys = guide.keys().filter((key) => types.has(key.replace(/\/.*/, '')) && !DEFINITIONS.test(key));
  return keys.flatMap((key) => {
    const instance = guide.instance(key);
    if (instance?.id === undefined) return [];
    const at = where({ ...instance, id: instance.id });
    return validate(instance, guide.definitions)
      .filter(({ severity, code }) => severity === 'error' && code !== 'unknown-code')
      .map((issue) => `${at}: ${issue.path}: ${issue.message}.`);
  });
}
