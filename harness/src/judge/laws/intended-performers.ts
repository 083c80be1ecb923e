import type { Resource } from '../../guide/resource.js';
import { kindOf, transition } from '../../guide/task-state-machine.js';
import type { JudgedLaw, Result } from '../result.js';
import type { RunView } from '../view.js';
import {
  meaningOf,
  neighbours,
  resultOn,
  taskCopies,
  writersOfVersion,
  type Copy,
  type CopyVersion,
} from './copies.js';

/** Extensions of Task that R5 has as elements: who should do it, and who took part. */
const REQUESTED = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Task.requestedPerformer';
const TOOK_PART = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Task.performer';

interface Extension {
  url?: string;
  valueReference?: unknown;
  extension?: Extension[];
}

/** Parties that a Task names in an extension, by a part of it. */
function namedIn(task: Resource, url: string, part: string, copy: Copy, run: RunView): string[] {
  const whole = ((task.extension ?? []) as Extension[]).filter((one) => one.url === url);
  const parts = whole.flatMap(({ extension = [] }) => extension.filter((one) => one.url === part));
  return parts.flatMap(({ valueReference }) => meaningOf(valueReference, copy, run) ?? []);
}

/** Parties that the Request in focus names as performer. */
function preferredBy(task: Resource, copy: Copy, run: RunView): string[] {
  const focus = meaningOf(task.focus, copy, run);
  const request = focus === undefined ? undefined : run.lastSightingOf(focus);
  const performers = request && run.named(request.body, request.url).performer;
  const list = (Array.isArray(performers) ? performers : [performers]) as ({ reference?: string } | undefined)[];
  return list.flatMap((one) => one?.reference ?? []);
}

/**
 * Whether actors whom a Task or its Request names otherwise than as owner keep from the owner's steps; who becomes the owner by the same
 * update may take one. No finding where nobody of the run is named so.
 */
function judgeNamed(
  what: string,
  namesIn: (task: Resource, copy: Copy, run: RunView) => string[],
): (run: RunView) => Result[] {
  return (run) =>
    taskCopies(run).flatMap((copy): Result[] => {
      const occasions = neighbours(copy).flatMap(({ before, after }) => {
        const owners = [before.body.owner, after.body.owner].map((owner) => meaningOf(owner, copy, run));
        const named = namesIn(before.body, copy, run).filter((party) => !owners.includes(party));
        const byOwner = mayBeBy(owners, after, run);
        return run.plan.actors
          .filter(({ as }) => named.includes(as))
          .map(({ name }) => ({ name, before, after, byOwner }));
      });
      if (occasions.length === 0) return [];
      const faults = occasions
        .filter(
          ({ name, before, after, byOwner }) =>
            !byOwner && writersOfVersion(after, run).includes(name) && isOwnersMove(before.body, after.body),
        )
        .map(({ name, after }) => `${name}, who is not its owner, moved it to ${String(after.body.status)}`);
      const parties = [...new Set(occasions.map(({ name }) => name))].join(', ');
      const expected = `${parties}, named by ${what} and not as owner, takes none of the owner's steps on ${copy.key}`;
      return [resultOn(copy, { expected, faults, seen: 'it took none' }, run)];
    });
}

/** Whether an owner may have written a version: one system under test can play several parties, and which of them wrote does not show. */
function mayBeBy(owners: readonly (string | undefined)[], version: CopyVersion, run: RunView): boolean {
  return writersOfVersion(version, run).some((writer) => run.instancesOf(writer).some((own) => owners.includes(own)));
}

function isOwnersMove(before: Resource, after: Resource): boolean {
  return (
    transition(String(before.status), String(after.status), kindOf(before))?.by.includes('owner') ??
    before.status !== after.status
  );
}

/** Laws on who is named in a Task or a Request without being responsible for it. */
export const INTENDED_PERFORMER_LAWS: readonly JudgedLaw[] = [
  {
    law: {
      id: 'requested-performer',
      title: 'A wish makes nobody responsible',
      requirements: ['requested-performer-is-a-wish'],
    },
    judge: judgeNamed('requestedPerformer', (task, copy, run) => namedIn(task, REQUESTED, 'reference', copy, run)),
  },
  {
    law: {
      id: 'request-performer',
      title: 'The performer of a Request is a preference',
      requirements: ['request-performer-preferred', 'requested-performer-is-a-wish'],
    },
    judge: judgeNamed('the performer of the Request', preferredBy),
  },
  {
    law: {
      id: 'performer',
      title: 'Who took part is not for that responsible',
      requirements: ['performer-looks-back'],
    },
    judge: judgeNamed('performer', (task, copy, run) => namedIn(task, TOOK_PART, 'actor', copy, run)),
  },
];
