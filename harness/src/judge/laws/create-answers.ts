import type { Law, Result } from '../result.js';
import { inWords, isSuccess, versionIn, type RunView } from '../view.js';

export const createAnswers: Law = {
  id: 'create-answers',
  title: 'A create is answered with 201, Location and a version',
  requirements: ['create-answers-location'],
  rule: 'http://hl7.org/fhir/R4/http.html#create',
};

/** Judges every single create that was taken. */
export function judgeCreateAnswers(run: RunView): Result[] {
  return run.stepsOf('write').flatMap((view) => {
    const record = view.http.filter((candidate) => candidate.request.method === 'POST').at(-1);
    if (!record || !isSuccess(record) || view.step.refused) return [];
    const missing = [
      record.response?.status === 201 ? '' : `status ${record.response?.status ?? 0}`,
      record.response?.headers.location ? '' : 'no Location',
      versionIn(record) === undefined ? 'no version' : '',
    ].filter(Boolean);
    const expected = 'the create is answered with 201, a Location and a version';
    const seen = missing.length === 0 ? inWords(record) : `${inWords(record)}: ${missing.join(', ')}`;
    return [
      {
        about: view.step.key,
        step: view.step.id,
        verdict: missing.length ? 'fail' : 'pass',
        expected,
        seen,
        evidence: [record.n],
      },
    ];
  });
}
