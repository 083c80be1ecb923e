import type { InstanceKey, Resource } from '../guide/resource.js';
import { keyOfReference } from './references.js';
import type { ScenarioActor } from './scenario.js';

/** The two parties of one Task. A flow can hold several pairs: a fulfiller that orders from a third is that one's Placer. */
export interface Sides {
  placer: string;
  fulfiller?: string;
}

interface Reference {
  reference?: string;
}

/** The instance that a Reference element names. */
export function referenceKey(reference: unknown): string | undefined {
  return keyOfReference((reference as Reference | undefined)?.reference);
}

/** Where FHIR R4 has room for one focus only: the further ones of a group's Task (R4 Task.focus, 0..* by extension). */
export const FURTHER_FOCUS = 'http://hl7.org/fhir/4.0/StructureDefinition/extension-Task.focus';

/** Everything that a Task is about: its focus, and the further ones of a group in the extension. */
export function focusReferences(task: Resource): string[] {
  const extensions = (task.extension ?? []) as { url?: string; valueReference?: Reference }[];
  const further = extensions.filter(({ url }) => url === FURTHER_FOCUS).map(({ valueReference }) => valueReference);
  return [task.focus as Reference | undefined, ...further].flatMap((one) => one?.reference ?? []);
}

/** The actor that a reference stands for: the one whose instance it names. */
export function actorOf(reference: unknown, actors: readonly Pick<ScenarioActor, 'name' | 'as'>[]): string | undefined {
  const key = referenceKey(reference);
  return key ? actors.find((actor) => actor.as === key)?.name : undefined;
}

/**
 * Who asks and who is asked in a Task. Normally the requester is the Placer and the owner the Fulfiller; a Task by which a
 * Fulfiller asks the author of the Request something (its owner wrote the Request) has them the other way round.
 */
export function sidesOf(
  task: Resource,
  by: string,
  told: readonly string[],
  actors: readonly ScenarioActor[],
  authorOf: (key: string) => string | undefined,
): Sides {
  const requester = actorOf(task.requester, actors) ?? by;
  const owner = actorOf(task.owner, actors) ?? told[0];
  const focus = referenceKey(task.focus);
  const author = focus ? authorOf(focus) : undefined;
  if (owner && author === owner && requester !== owner) return { placer: owner, fulfiller: requester };
  return owner ? { placer: requester, fulfiller: owner } : { placer: requester };
}

/** The instances in whose name an actor acts: its own, and that of the party it acts for. */
export function standingFor(
  name: string,
  actors: readonly Pick<ScenarioActor, 'name' | 'as' | 'actsFor'>[],
): InstanceKey[] {
  const own = actors.find((actor) => actor.name === name);
  const party = actors.find((actor) => actor.name === own?.actsFor);
  return [own, party].flatMap((actor) => actor?.as ?? []);
}
