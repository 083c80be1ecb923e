import { exchangeOf } from '../exchange/catalog.js';
import type { Verdict } from '../judge/finding.js';
import { countVerdicts, VERDICTS, verdictCount, worstOf } from '../report/verdicts.js';
import { isBinding, unverified, type Check, type Trace } from './trace.js';

/** Verdicts of the findings on each requirement in a report, by key. */
export type Verdicts = ReadonlyMap<string, readonly Verdict[]>;

/** The traces for a terminal: each requirement with its checks, then what nothing verifies. */
export function traceText(traces: readonly Trace[], verdicts?: Verdicts): string {
  const parts = traces.map((trace) =>
    requirementText(trace, verdicts?.get(trace.requirement.key), verdicts !== undefined),
  );
  return `${[...parts, summary(traces, verdicts)].join('\n\n')}\n`;
}

function requirementText(
  { requirement, state, checks, flows }: Trace,
  found: readonly Verdict[] = [],
  reported = false,
): string {
  const { key, conformance, theme, actors, text, untestable } = requirement;
  const result = reported ? [`  in the report: ${counted(found)}`] : [];
  return [
    `${key}  ${conformance.replace('-', ' ')}  ${theme}  ${actors.join(', ')}`,
    `  ${text.replace(/\s+/g, ' ').trim()}`,
    ...checks.map((check) => `  ${checkText(check)}`),
    ...(flows.length > 0 ? [`  flows: ${flows.join(', ')}`] : []),
    ...(state === 'untestable' ? [`  cannot be tested: ${untestable ?? ''}`] : []),
    ...(state === 'unchecked' ? ['  NOTHING VERIFIES IT'] : []),
    ...result,
  ].join('\n');
}

function checkText({ id, kind, exchanges }: Check): string {
  const over = exchanges.map((each) => exchangeOf(each).short).join(' ');
  return kind === 'law' ? `${id} (in every flow)` : `${id}  [${over}]`;
}

function counted(found: readonly Verdict[]): string {
  if (found.length === 0) return 'not exercised';
  const counts = countVerdicts(found);
  return [...VERDICTS]
    .reverse()
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => verdictCount(verdict, counts[verdict]))
    .join(', ');
}

function summary(traces: readonly Trace[], verdicts?: Verdicts): string {
  const of = (state: Trace['state']): Trace[] => traces.filter((trace) => trace.state === state);
  const open = unverified(traces);
  const weak = of('unchecked').filter(({ requirement }) => !isBinding(requirement));
  const lines = [
    `${traces.length} requirements: ${of('checked').length} verified, ${of('untestable').length} untestable, ${of('unchecked').length} that nothing verifies`,
    ...(open.length > 0 ? [`SHALL, and nothing verifies it (${open.length}): ${open.join(', ')}`] : []),
    ...(weak.length > 0
      ? [
          `SHOULD or MAY, and nothing verifies it (${weak.length}): ${weak.map(({ requirement }) => requirement.key).join(', ')}`,
        ]
      : []),
  ];
  if (verdicts === undefined) return lines.join('\n');
  const exercised = traces.filter(({ requirement }) => (verdicts.get(requirement.key) ?? []).length > 0);
  const failed = exercised.filter(({ requirement }) => worstOf(verdicts.get(requirement.key) ?? []) === 'fail');
  return [...lines, `In the report: ${exercised.length} exercised, ${failed.length} of them failed`].join('\n');
}
