import { historyMutant, answers, withBody } from './alterations.js';
import { actorMutant, leaving, setting } from './distortions.js';
import type { Mutant } from './mutant.js';

const SHARED = 'outputs-shared/corrected';

/** Who shares what came of an order otherwise than the guide says. */
export const OUTPUT_MUTANTS: readonly Mutant[] = [
  actorMutant(
    'early-report-final',
    'A report that is not done says that it is final',
    'output-status-honest',
    'task-at-placer',
    setting('first-result.write-2', { status: 'final' }),
    SHARED,
  ),
  actorMutant(
    'output-as-text',
    'The report among the outputs is a text',
    'output-by-reference',
    'task-at-fulfiller',
    setting('share-early.write', { output: [{ type: resultType(), valueString: 'the report CL-R-88214' }] }),
    SHARED,
  ),
  actorMutant(
    'output-by-display',
    'An output names the images and refers to nothing',
    'output-by-reference',
    'task-at-placer',
    setting('finish.write', {
      output: [
        { type: resultType(), valueReference: { reference: 'DiagnosticReport/ct-head-report' } },
        { type: resultType('result-detail'), valueReference: { display: 'The images' } },
      ],
    }),
    'status-tracking-imaging/resumed',
  ),
  actorMutant(
    'report-unidentified',
    'The report has no identifier',
    'output-identified',
    'task-at-placer-polling',
    setting('first-result.write-2', { identifier: null }),
    SHARED,
  ),
  actorMutant(
    'report-renumbered',
    'The corrected report has another identifier',
    'output-identified',
    'task-at-fulfiller',
    setting('correct-report.write', {
      identifier: [{ system: 'https://city-lab.example/reports', value: 'CL-R-90000' }],
    }),
    SHARED,
  ),
  actorMutant(
    'report-without-order',
    'The report does not say of which order it came',
    'output-based-on-request',
    'messaging',
    setting('first-result.write-2', { basedOn: null }),
    SHARED,
  ),
  actorMutant(
    'images-without-order',
    'The images do not say of which order they came',
    'output-based-on-request',
    'task-at-fulfiller',
    setting('images.write', { basedOn: null }),
    'status-tracking-imaging/resumed',
  ),
  actorMutant(
    'corrected-in-silence',
    'The corrected report says that it is final, as before',
    'output-corrected',
    'task-at-placer',
    leaving('correct-report.write', 'status'),
    SHARED,
  ),
  actorMutant(
    'result-corrected-in-silence',
    'The corrected platelets say that they are final, as before',
    'output-corrected',
    'messaging-rest-at-placer',
    leaving('correct-result.write', 'status'),
    SHARED,
  ),
  actorMutant(
    'correction-status-missing',
    'The Task does not tell that results were corrected',
    'output-correction-status',
    'task-at-placer',
    leaving('announce-correction.write', 'businessStatus'),
    SHARED,
  ),
  actorMutant(
    'images-unidentified',
    'The images have no identifier',
    'output-identified',
    'task-at-placer',
    setting('images.write', { identifier: null }),
    'status-tracking-imaging/resumed',
  ),
  historyMutant(
    'order-closed-before-task',
    'The Placer completed its order while the Task was in progress',
    'request-status-after-outputs',
    'task-at-fulfiller',
    (records) => {
      const undone = answers(
        'finish.write',
        withBody((task) => ({ ...task, status: 'in-progress' })),
      );
      const unseen = answers(
        'finish.told-placer-sees',
        withBody((task) => ({ ...task, status: 'in-progress' })),
      );
      return unseen(undone(records));
    },
    SHARED,
  ),
  historyMutant(
    'correction-untold',
    'The lab corrected its report and left the Task as it was',
    'output-change-announced',
    'messaging',
    (records) => records.filter((record) => record.kind !== 'http' || record.step !== 'announce-correction.write'),
    SHARED,
  ),
  historyMutant(
    'report-changed-as-final',
    'The report changed and was final all the same',
    'output-corrected',
    'task-at-fulfiller',
    answers(
      'correct-report.write',
      withBody((report) => ({ ...report, status: 'final' })),
    ),
    SHARED,
  ),
  actorMutant(
    'copy-not-found',
    'The Placer’s copy does not name the order, and nobody finds it from there',
    'output-found-at-placer',
    'task-at-fulfiller',
    setting('copy.write-1', { basedOn: null }),
    'outputs-discovered-later/by-copy',
  ),
  actorMutant(
    'copy-out-of-date',
    'The Placer leaves its copy as it was when the report is corrected',
    'output-copy-unchanged',
    'task-at-placer',
    setting('bring-up-to-date.write', { conclusion: 'Hemoglobin below the normal range.' }),
    'outputs-discovered-later/by-copy',
  ),
  actorMutant(
    'copy-edited',
    'The Placer’s copy says something else than the report',
    'output-copy-unchanged',
    'task-at-placer',
    setting('copy.write-1', { conclusion: 'All is well.' }),
    'simple-lab-order/output-copied',
  ),
  actorMutant(
    'copy-renumbered',
    'The Placer’s copy has an identifier of its own',
    'output-copy-provenance',
    'task-at-fulfiller',
    setting('copy.write-1', { identifier: [{ system: 'https://general-practice.example/records', value: 'C-1' }] }),
    'simple-lab-order/output-copied',
  ),
];

function resultType(code = 'result'): unknown {
  return { coding: [{ system: 'http://hl7.org/fhir/uv/cow/CodeSystem/cow-task-output', code }] };
}
