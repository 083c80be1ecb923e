import type { HttpRecord } from '../../history/record.js';
import type { Law, Result } from '../result.js';
import { inWords, isSuccess, resourceOf, urlWithoutQuery, versionIn, type RunView } from '../view.js';

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
      locationFault(record),
      versionIn(record) === undefined ? 'no version' : '',
    ].filter(Boolean);
    const expected = 'the create is answered with 201 and a Location that names the new resource and its version';
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

/**
 * What is wrong with the Location of a create, in words; empty when nothing is: it has to end in `Type/id/_history/version` of what was
 * created. Which host it names is the server's own business.
 */
function locationFault(record: HttpRecord): string {
  const { location } = record.response?.headers ?? {};
  if (location === undefined || location === '') return 'no Location';
  const type = urlWithoutQuery(record).split('/').at(-1) ?? '';
  const named = location.split('/').slice(-4);
  if (named.length < 4 || named[2] !== '_history') return 'a Location that names no version';
  const body = resourceOf(record);
  const created = body?.resourceType === type ? body : undefined;
  const [id = named[1], version = named[3]] = [created?.id, versionIn(record)];
  return named[0] === type && named[1] === id && named[3] === version ? '' : `the Location ${location} of another`;
}
