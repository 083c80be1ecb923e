import { inWords, type RunView } from '../view.js';
import { versionLists, writersOf } from '../versions.js';
import { evidenceOf, whyNotShown, type Law, type Result } from '../result.js';

export const historyKept: Law = {
  id: 'history-kept',
  title: 'Every version of a Task and a Request can be read again',
  requirements: ['history-kept'],
};

/** Judges that each history holds every version that a write was answered with. */
export function judgeHistoryKept(run: RunView): Result[] {
  const lists = versionLists(run);
  const whole = run.stepsOf('history').filter(({ step }) => !step.shows);
  return whole.map((view): Result => {
    const { key, at, id } = view.step;
    const about = `${key}.${at}`;
    const expected = `the history of ${key} at ${at} holds every version that was made`;
    const missing = whyNotShown(view);
    if (missing) return { ...missing, about, step: id, expected, evidence: evidenceOf(view) };
    const list = lists.find((candidate) => candidate.view === view);
    if (!list?.held)
      return {
        about,
        step: id,
        verdict: 'warn',
        expected,
        seen: inWords(view.http.at(-1)),
        evidence: evidenceOf(view),
      };
    const { held } = list;
    const lacking = [...writersOf(list, run).keys()].filter((versionId) => !held.has(versionId));
    const seen = lacking.length ? `it lacks version ${lacking.join(', ')}` : `it holds ${held.size} versions`;
    return { about, step: id, verdict: lacking.length ? 'warn' : 'pass', expected, seen, evidence: [list.n] };
  });
}
