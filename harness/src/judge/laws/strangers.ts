import type { HttpRecord } from '../../history/record.js';
import { lawOf, type JudgedLaw, type Result } from '../result.js';
import { answerIn, inWords, type RunView } from '../view.js';

/** Whether each server that demands credentials answers who has none with 401 and nothing of what it holds. */
function judgeStrangers(run: RunView): Result[] {
  const asked = run.strangers;
  return [...new Set(asked.map(({ to }) => to))].map((to) => {
    const own = asked.filter((record) => record.to === to);
    const open = own.filter((record) => !turnsAway(record));
    const whole = run.isWhole;
    return {
      about: to,
      verdict: open.length > 0 ? 'fail' : whole ? 'pass' : 'not-reached',
      expected: `the system of ${to} answers who sends no credentials with 401 and no content`,
      seen: open[0]
        ? `without credentials ${inWords(open[0])}`
        : whole
          ? `so it did, ${own.length} times`
          : 'the history breaks off before all of it was asked',
      evidence: (open.length > 0 ? open : own).slice(0, 5).map(({ n }) => n),
    };
  });
}

/**
 * R4 security.html#http: 401 for who is not known; an OperationOutcome may say so. What this guide asks of no server, a server need not
 * know: to that it may say no in another way.
 */
function turnsAway(record: HttpRecord): boolean {
  const type = answerIn(record)?.resourceType;
  const status = record.response?.status ?? 0;
  const refused = status === 401 || (isAskedOfNobody(record) && ((status >= 400 && status <= 499) || status === 501));
  return refused && (type === undefined || type === 'OperationOutcome');
}

function isAskedOfNobody({ request }: HttpRecord): boolean {
  return request.method === 'DELETE' || request.url.endsWith('/_history');
}

/** Who calls is known: judged where the target has credentials. */
export const STRANGER_LAWS: readonly JudgedLaw[] = [
  {
    law: lawOf('caller-authenticated', 'Who calls is known', 'caller-authenticated'),
    judge: judgeStrangers,
  },
];
