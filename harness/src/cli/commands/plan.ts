import type { ExpectCheck, Plan, PlanAct, Step } from '../../plan/plan.js';
import { plansFor } from '../flows.js';
import { openFlows, openGuide, type GlobalOptions } from '../options.js';
import { parseSelector } from '../select.js';

/** `cow plan`: the steps of runs, in words or as JSON. */
export async function plan(
  runs: string[],
  options: GlobalOptions & { json?: boolean; external?: string[] },
): Promise<number> {
  const guide = openGuide(options);
  const selectors = runs.map(parseSelector);
  const scenarios = await openFlows(options, selectors, guide);
  const plans = plansFor(scenarios, selectors, guide, { external: new Set(options.external) });
  process.stdout.write(options.json ? `${JSON.stringify(plans, null, 2)}\n` : `${plans.map(inWords).join('\n\n')}\n`);
  return 0;
}

function inWords(run: Plan): string {
  const actors = run.actors.map((actor) => `  ${actor.name}: ${actor.as}${actor.external ? ' (external)' : ''}`);
  return [`${run.id}`, `  ${run.title}`, ...actors, ...run.acts.map(actInWords)].join('\n');
}

function actInWords(act: PlanAct): string {
  const steps = act.steps.map((step) => `    ${step.id.padEnd(34)} ${describe(step)}`);
  const checks = act.checks.map((check) => `    ${`${act.id}.${check.id}`.padEnd(34)} expect: ${expectation(check)}`);
  return [`\n  ${act.id}: ${act.title}`, ...steps, ...checks].join('\n');
}

function expectation(check: ExpectCheck): string {
  return `${check.actor} sees ${check.key}: ${check.that.trim()}${check.verifies.length ? ` [${check.verifies.join(', ')}]` : ''}`;
}

/** A step in one line. */
function describe(step: Step): string {
  switch (step.kind) {
    case 'given':
      return `${step.keys.join(', ')} at ${step.at}`;
    case 'subscribe':
      return `${step.by} subscribes at ${step.at} (${step.about})`;
    case 'write':
      return `${step.by} ${step.op}s ${step.key} at ${step.at}${settings(step.set)}${step.refused ? `; must be refused (${step.refused})` : ''}`;
    case 'await':
      return `wait until ${step.by} ${step.op}s ${step.key} at ${step.at}${settings(step.set)}`;
    case 'inform':
      return `${step.to} learns of ${step.key} (${step.how}${step.carries ? `, ${step.carries}` : ''}${step.twice ? ', sent twice' : ''})`;
    case 'read':
      return `${step.by} reads ${step.key} at ${step.at}`;
    case 'history':
      return `all versions of ${step.key} at ${step.at}`;
    case 'audit':
      return `${step.by} follows every reference it has seen`;
    case 'search':
      return `${step.by} searches ${step.at}: ${step.query}`;
    case 'race':
      return `${step.lanes.map((lane) => lane.by).join(', ')} at the same time: ${step.winners} may win`;
  }
}

function settings(set: Record<string, unknown>): string {
  const parts = Object.entries(set).map(([element, value]) => `${element}: ${short(value)}`);
  return parts.length ? ` {${parts.join(', ')}}` : '';
}

function short(value: unknown): string {
  const code = (value as { coding?: { code?: string }[] } | null)?.coding?.[0]?.code;
  const text = code ?? (typeof value === 'string' ? value : JSON.stringify(value));
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}
