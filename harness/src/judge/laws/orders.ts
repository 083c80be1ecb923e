import type { InstanceKey, Resource } from '../../guide/resource.js';
import type { HttpRecord } from '../../history/record.js';
import { focusReferences } from '../../plan/sides.js';
import { isSuccess, urlWithoutQuery, versionMade, type RunView } from '../view.js';
import { copiesOf, type Copy, type CopyVersion } from './copies.js';
import { isCoded, parts, referenceIn } from './task-parts.js';

/** Statuses by which a Request ends without having been fulfilled (R4 request-status, medicationrequest-status). */
const WITHDRAWN = new Set(['revoked', 'cancelled', 'stopped', 'entered-in-error']);

/** Whether a Request authorizes nothing any more, other than by having been fulfilled. */
export function isWithdrawn(request: Resource): boolean {
  return WITHDRAWN.has(String(request.status));
}

/** Whether the run came to its end with all steps carried out: only then does what is lacking in the end say anything. */
export function isWhole(run: RunView): boolean {
  return (
    run.isWhole &&
    run.steps.every(({ end }) => end !== undefined && end.outcome !== 'skipped' && end.outcome !== 'fault') &&
    run.stepsOf('await').every(({ end }) => end?.outcome !== 'late')
  );
}

/** A version in the guide's own names. */
export function told(copy: Copy, version: CopyVersion, run: RunView): Resource {
  return run.named(version.body, copy.list.url);
}

/** A copy as it was left, in the guide's own names. */
export function lastOf(copy: Copy, run: RunView): Resource {
  return told(copy, copy.versions.at(-1) as CopyVersion, run);
}

/** Another resource's copy at the same place; over REST, where each has one place, that one. */
export function copyBeside(copy: Copy, key: InstanceKey, run: RunView): Copy | undefined {
  const copies = copiesOf(run).filter((other) => other.key === key);
  return run.plan.exchange === 'messaging' ? copies.find(({ list }) => list.at === copy.list.at) : copies[0];
}

/** Copies at the same place of the Tasks that satisfy `wanted`, as they were left. */
export function tasksBeside(copy: Copy, run: RunView, wanted: (task: Resource) => boolean): Copy[] {
  const keys = [...new Set(copiesOf(run).map(({ key }) => key))].filter((key) => key.startsWith('Task/'));
  return keys.flatMap((key) => {
    const other = copyBeside(copy, key, run);
    return other && wanted(lastOf(other, run)) ? [other] : [];
  });
}

/** Whether a Task asks for this, by FHIR's or the guide's code. */
export function asksFor(task: Resource, code: string): boolean {
  return isCoded(task.code, code);
}

/** Keys of the inputs or outputs of one type, in a Task told in the guide's names. */
export function referredBy(task: Resource, element: 'input' | 'output', type: string): InstanceKey[] {
  return parts(task, element)
    .filter((part) => isCoded(part.type, type))
    .flatMap((part) => referenceIn(part) ?? []);
}

/** What a Coordination Task is carried out by: the Requests in its focus, and those that took their place by an agreed change. */
export function worksBy(task: Resource): InstanceKey[] {
  return [...focusReferences(task), ...referredBy(task, 'input', 'replacement')];
}

/** The first version of which `is` holds. */
export function firstThat(copy: Copy, is: (body: Resource) => boolean): CopyVersion | undefined {
  return copy.versions.find(({ body }) => is(body));
}

/** The write that made a version, if a played actor made it there. */
export function writeOf(copy: Copy, version: CopyVersion, run: RunView): HttpRecord | undefined {
  return run.http.find(
    (record) =>
      ['POST', 'PUT', 'PATCH'].includes(record.request.method) &&
      isSuccess(record) &&
      (urlWithoutQuery(record) === copy.list.url || copy.list.url.startsWith(`${urlWithoutQuery(record)}/`)) &&
      versionMade(record, run) === version.versionId,
  );
}

/** Whether one version is known to have been written after another; false when the run does not show who wrote them. */
export function isAfter(one: [Copy, CopyVersion], other: [Copy, CopyVersion], run: RunView): boolean {
  const [a, b] = [writeOf(...one, run), writeOf(...other, run)];
  return a !== undefined && b !== undefined && a.n > b.n;
}

/** The party that an element of a Task names, in the guide's names. */
export function partyIn(task: Resource, side: 'owner' | 'requester'): string | undefined {
  return (task[side] as { reference?: string } | undefined)?.reference;
}
