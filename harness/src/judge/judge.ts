import type { Guide } from '../guide/guide.js';
import type { HistoryRecord } from '../history/record.js';
import type { Step } from '../plan/plan.js';
import { judgeAwait } from './checks/await.js';
import { judgeExpectation } from './checks/expect.js';
import { judgeInform } from './checks/inform.js';
import { judgeRace } from './checks/race.js';
import { judgeRead, judgeSearch, judgeVersions } from './checks/read.js';
import { judgeWrite } from './checks/write.js';
import { judgedInTime } from './deadline.js';
import type { Finding } from './finding.js';
import { judgedUninterrupted } from './interrupted.js';
import { LAWS } from './laws/catalog.js';
import { withOwnIds } from './own-ids.js';
import { evidenceOf, onlyWeak, whyNotShown, type Law, type Result } from './result.js';
import { RunView, type StepView } from './view.js';

/**
 * Judges a run by its history alone: a pure function, so the same records give the same findings, byte for byte, with or without
 * a target.
 */
export function judgeRun(records: readonly HistoryRecord[], guide: Guide): Finding[] {
  const run = new RunView(records, guide);
  const laws = LAWS.flatMap(({ law, judge }) => judgeLaw(law, judge, run));
  const findings = [...judgeActs(run), ...laws, ...judgeLaw(PROBES, judgeProbes, run)];
  return withOwnIds(judgedUninterrupted(judgedInTime(findings, run), run));
}

function judgeActs(run: RunView): Finding[] {
  return run.plan.acts.flatMap((act) => {
    const steps = run.steps.filter((view) => view.act === act).flatMap((view) => judgeStep(view, run));
    const checks = act.checks.map((check): Finding => {
      const [result] = judged(() => [judgeExpectation(check, run)]);
      return toFinding(
        result as Result,
        {
          id: `${run.plan.id}#${act.id}.${check.id}`,
          title: check.that,
          act: act.id,
          step: check.step,
          verifies: check.verifies,
        },
        run,
      );
    });
    return [...steps, ...checks];
  });
}

/** One finding for each step that shows something by itself; looks that only serve expectations and laws show nothing. */
function judgeStep(view: StepView, run: RunView): Finding[] {
  const [result] = judged(() => [resultOf(view, run) ?? faultAt(view) ?? []].flat());
  if (!result) return [];
  const { step, act } = view;
  const place = {
    id: `${run.plan.id}#${step.id}`,
    title: step.title,
    act: act.id,
    step: step.id,
    verifies: act.verifies,
  };
  return [
    toFinding({ ...result, requirements: [...new Set([...(result.requirements ?? []), ...act.verifies])] }, place, run),
  ];
}

/** A look that shows nothing by itself is missed all the same when the harness failed at it: what rests on it would be silent. */
function faultAt(view: StepView): Result | undefined {
  const missing = view.end?.outcome === 'fault' ? whyNotShown(view) : undefined;
  return missing && { ...missing, expected: view.step.title, evidence: evidenceOf(view) };
}

function resultOf(view: StepView, run: RunView): Result | undefined {
  switch (view.step.kind) {
    case 'write':
      return judgeWrite(narrow(view, view.step), run);
    case 'await':
      return judgeAwait(narrow(view, view.step));
    case 'inform':
      return judgeInform(narrow(view, view.step), run);
    case 'read':
      return view.step.why === 'act' && view.act.kind === 'read' ? judgeRead(narrow(view, view.step)) : undefined;
    case 'search':
      return judgeSearch(narrow(view, view.step), run);
    case 'race':
      return judgeRace(narrow(view, view.step), run);
    case 'given':
    case 'subscribe':
      return judgeSettingUp(view);
    case 'history':
      return view.step.shows && judgeVersions(narrow(view, view.step), view.step.shows, run);
    case 'audit':
      return undefined;
  }
}

/**
 * What a judge says. Servers send what they like, in shapes that no judge thought of: one that fails by that is our own fault, is told as
 * such, and keeps no other from its judgement.
 */
function judged(judge: () => Result[]): Result[] {
  try {
    return judge();
  } catch (error) {
    const seen = `the harness itself failed: ${error instanceof Error ? error.message : String(error)}`;
    return [{ verdict: 'harness-fault', expected: 'this can be judged, whatever was sent', seen, evidence: [] }];
  }
}

function narrow<S extends Step>(view: StepView, step: S): StepView & { step: S } {
  return { ...view, step };
}

/** Setting up is no check of the target's conduct in the flow, but without it nothing else can be shown. */
function judgeSettingUp(view: StepView): Result | undefined {
  const expected = view.step.title;
  const missing = whyNotShown(view);
  const evidence = evidenceOf(view);
  if (missing) return { ...missing, expected, evidence };
  if (view.end?.outcome === 'ok') return undefined;
  return { verdict: 'fail', expected, seen: view.end?.reason ?? 'it was refused', evidence };
}

function judgeLaw(law: Law, judge: (run: RunView) => Result[], run: RunView): Finding[] {
  return judged(() => judge(run)).map((result) => {
    const id = `${run.plan.id}#law.${law.id}${result.about ? `.${result.about}` : ''}`;
    const place = {
      id,
      title: law.title,
      ...(result.step ? { step: result.step } : {}),
      verifies: result.requirements ?? law.requirements,
    };
    return toFinding({ ...(law.rule ? { rule: law.rule } : {}), ...result }, place, run);
  });
}

/** What is tried at the end of a run stands in no plan: where the harness failed in it, no law would miss what was not tried. */
const PROBES: Law = {
  id: 'probes',
  title: 'What only those with a part may do is tried',
  requirements: [],
  rule: 'the harness finishes what it begins',
};

function judgeProbes(run: RunView): Result[] {
  return run.records.flatMap((record): Result[] => {
    if (record.kind !== 'done' || record.outcome !== 'fault' || run.stepView(record.step)) return [];
    const seen = `the harness itself failed: ${record.reason ?? 'no reason given'}`;
    return [{ about: record.step, verdict: 'harness-fault', expected: PROBES.title, seen, evidence: [record.n] }];
  });
}

interface Place {
  id: string;
  title: string;
  act?: string;
  step?: string;
  verifies: string[];
}

/** A missed SHOULD or MAY is a warning, never a failure: the verdict follows the strongest requirement that stands behind it. */
function toFinding(result: Result, place: Place, run: RunView): Finding {
  const requirements = result.requirements ?? place.verifies;
  const act = result.act ?? place.act;
  return {
    id: place.id,
    run: run.plan.id,
    ...(act ? { act } : {}),
    ...(place.step ? { step: place.step } : {}),
    title: place.title,
    verdict: result.verdict === 'fail' && onlyWeak(requirements, run) ? 'warn' : result.verdict,
    requirements,
    ...(result.rule ? { rule: result.rule } : {}),
    expected: result.expected,
    seen: result.seen,
    evidence: result.evidence,
  };
}
