import type { Requirement } from '../guide/guide.js';
import { requirementsOfStep } from '../judge/citations.js';
import type { Law } from '../judge/result.js';
import type { ExchangeId, Plan, PlanAct } from '../plan/plan.js';

/** One thing that verifies a requirement. */
export interface Check {
  /** `law.<id>`, `flow#act` for an act as a whole, `flow#act.check` for an expectation. */
  id: string;
  kind: 'law' | 'act' | 'expectation';
  title: string;
  /** The flow that it belongs to; laws hold in all of them. */
  flow?: string;
  /** Exchanges over which it is carried out, in the order of the runs; none for a law. */
  exchanges: ExchangeId[];
}

/** A requirement with all that verifies it. */
export interface Trace {
  requirement: Requirement;
  /** `checked`; `untestable`, which says why; or `unchecked`: nobody would notice if it were broken. */
  state: 'checked' | 'untestable' | 'unchecked';
  checks: Check[];
  /** Flows with an act or an expectation that verifies it. */
  flows: string[];
}

/** Every requirement with the laws, acts and expectations that cite it, whatever was run. In the order of the guide. Pure. */
export function traceRequirements(
  requirements: Iterable<Requirement>,
  plans: readonly Plan[],
  laws: readonly Pick<Law, 'id' | 'title' | 'requirements'>[],
): Trace[] {
  const found = new Map<string, Map<string, Check>>();
  const add = (key: string, check: Check): void => {
    const checks = found.get(key) ?? new Map<string, Check>();
    found.set(key, checks);
    const known = checks.get(check.id);
    if (!known) checks.set(check.id, check);
    else known.exchanges.push(...check.exchanges.filter((each) => !known.exchanges.includes(each)));
  };
  for (const { id, title, requirements: keys } of laws) {
    for (const key of keys) add(key, { id: `law.${id}`, kind: 'law', title, exchanges: [] });
  }
  for (const plan of plans) for (const act of plan.acts) addAct(plan, act, add);
  return [...requirements].map((requirement) =>
    traceOf(requirement, [...(found.get(requirement.key)?.values() ?? [])]),
  );
}

function addAct(plan: Plan, act: PlanAct, add: (key: string, check: Check) => void): void {
  const { flow, exchange, actors } = plan;
  const id = `${flow}#${act.id}`;
  const byStep = act.steps.flatMap((step) => requirementsOfStep(step, actors));
  // An act that the plan gives no step, as when an external actor would be asked to do wrong, shows nothing.
  const own = act.steps.length > 0 ? act.verifies : [];
  for (const key of new Set([...own, ...byStep])) {
    add(key, { id, kind: 'act', title: act.title, flow, exchanges: [exchange] });
  }
  for (const { id: check, that, verifies } of act.checks) {
    for (const key of verifies) {
      add(key, { id: `${id}.${check}`, kind: 'expectation', title: that, flow, exchanges: [exchange] });
    }
  }
}

function traceOf(requirement: Requirement, checks: Check[]): Trace {
  const flows = [...new Set(checks.flatMap(({ flow }) => flow ?? []))].sort();
  const state = checks.length > 0 ? 'checked' : requirement.untestable === undefined ? 'unchecked' : 'untestable';
  return { requirement, state, checks, flows };
}

/** Whether a requirement must be kept, so that a guide that claims to be tested owes it a check. */
export function isBinding({ conformance }: Requirement): boolean {
  return conformance === 'SHALL' || conformance === 'SHALL-NOT';
}

/** Keys of the binding requirements that nothing verifies and that are not marked untestable. */
export function unverified(traces: readonly Trace[]): string[] {
  return traces
    .filter(({ requirement, state }) => state === 'unchecked' && isBinding(requirement))
    .map(({ requirement }) => requirement.key);
}
