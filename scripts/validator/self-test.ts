import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Acceptance, type Accepted } from './accepted.js';
import { resultOf } from './check.js';
import type { Validator } from './server.js';

type Json = Record<string, unknown>;

/** A fault planted in an example of the guide, which the validator must find. */
interface Planted {
  title: string;
  edit(task: Json): void;
  /** In the message of the error. */
  finds: RegExp;
}

const PROFILE_FAULTS: readonly Planted[] = [
  { title: 'a status that R4 does not have', edit: (task) => (task.status = 'done'), finds: /status|value set/i },
  { title: 'a required element left out', edit: (task) => delete task.focus, finds: /focus/ },
  { title: 'an element that Task does not have', edit: (task) => (task.colour = 'red'), finds: /colour/ },
  {
    title: 'an extension that nobody defines',
    edit: (task) => (task.extension = [{ url: 'http://hl7.org/fhir/uv/cow/StructureDefinition/none', valueCode: 'x' }]),
    finds: /extension/i,
  },
  {
    title: 'a reference to a type that the profile does not allow',
    edit: (task) => (task.for = { reference: 'Medication/1' }),
    finds: /Medication/,
  },
];

/**
 * Shows that the validator finds what it has to: a Task of the guide gives no problem, and each fault planted in it does.
 *
 * @returns what it failed to find; empty when all is well
 */
export async function selfTest(
  validator: Validator,
  resources: string,
  accepted: readonly Accepted[],
): Promise<string[]> {
  const name = 'Task-cbc-coordination';
  const text = readFileSync(path.join(resources, `${name}.json`), 'utf8');
  const problemsOf = async (task: Json): Promise<string[]> => {
    const subject = { name: `guide/${name}`, resource: task as Json & { resourceType: string } };
    const { problems } = resultOf([subject], [await validator.validate(task)], new Acceptance(accepted));
    return problems.map(({ issue }) => issue.message);
  };
  const failures: string[] = [];
  const usual = await problemsOf(JSON.parse(text) as Json);
  if (usual.length > 0) failures.push(`${name} as it stands is not without a problem: ${usual.join('; ')}`);
  for (const fault of PROFILE_FAULTS) {
    const task = JSON.parse(text) as Json;
    fault.edit(task);
    const found = (await problemsOf(task)).filter((message) => !usual.includes(message));
    if (!found.some((message) => fault.finds.test(message))) failures.push(`${fault.title}: not found`);
  }
  return failures;
}

/** How many faults are planted. */
export const PLANTED = PROFILE_FAULTS.length;
