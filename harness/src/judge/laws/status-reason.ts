import type { Law, Result } from '../result.js';
import { versionLists } from '../versions.js';
import type { RunView } from '../view.js';
import { saysSomething } from './task-parts.js';
import { aboutOf } from './task-transitions.js';

export const statusReasonStated: Law = {
  id: 'status-reason',
  title: 'Who stops a Task says why',
  requirements: ['status-reason-stated'],
};

const NEEDS_REASON = new Set(['rejected', 'failed', 'cancelled', 'on-hold']);

/** Judges every version of a Task in a status that needs a reason; Tasks that never come there are not judged. */
export function judgeStatusReason(run: RunView): Result[] {
  return versionLists(run).flatMap((list): Result[] => {
    const stopped = list.versions.filter(
      ({ body }) => body.resourceType === 'Task' && NEEDS_REASON.has(String(body.status)),
    );
    if (stopped.length === 0) return [];
    const bad = stopped.filter(({ body }) => !saysSomething(body.statusReason));
    const seen = bad[0] ? `version ${bad[0].versionId} is ${String(bad[0].body.status)} without one` : 'it has one';
    const expected = `${list.key} has a statusReason whenever it is rejected, failed, cancelled or on hold`;
    return [
      {
        about: aboutOf(list, run),
        step: list.view.step.id,
        verdict: bad.length ? 'fail' : 'pass',
        expected,
        seen,
        evidence: [list.n],
      },
    ];
  });
}
