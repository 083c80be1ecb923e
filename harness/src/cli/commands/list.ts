import { exchangeOf } from '../../exchange/catalog.js';
import type { Plan } from '../../plan/plan.js';
import { plansFor } from '../flows.js';
import { openFlows, openGuide, type GlobalOptions } from '../options.js';
import { parseSelector } from '../select.js';

/** `cow list`: flows with their branches and exchanges. */
export async function list(runs: string[], options: GlobalOptions & { json?: boolean }): Promise<number> {
  const guide = openGuide(options);
  const selectors = runs.map(parseSelector);
  const scenarios = await openFlows(options, selectors, guide);
  const plans = plansFor(scenarios, selectors, guide, {});
  process.stdout.write(options.json ? `${JSON.stringify(plans.map(summary), null, 2)}\n` : text(plans));
  return 0;
}

function summary(plan: Plan): Record<string, unknown> {
  return { id: plan.id, flow: plan.flow, branch: plan.branch, exchange: plan.exchange, title: plan.title };
}

function text(plans: readonly Plan[]): string {
  const lines: string[] = [];
  const stories = grouped(plans);
  for (const [name, group] of stories) {
    lines.push(
      `${name}`,
      `    ${group[0]?.title ?? ''}`,
      `    ${group.map((plan) => exchangeOf(plan.exchange).short).join(' ')}`,
    );
  }
  lines.push('', `${plans.length} runs. ${legend(plans)}`);
  return `${lines.join('\n')}\n`;
}

function nameOf(plan: Plan): string {
  return plan.branch ? `${plan.flow}/${plan.branch}` : plan.flow;
}

function grouped(plans: readonly Plan[]): Map<string, Plan[]> {
  const groups = new Map<string, Plan[]>();
  for (const plan of plans) groups.set(nameOf(plan), [...(groups.get(nameOf(plan)) ?? []), plan]);
  return groups;
}

function legend(plans: readonly Plan[]): string {
  const ids = [...new Set(plans.map((plan) => plan.exchange))];
  return ids.map((id) => `${exchangeOf(id).short} ${id}`).join(', ');
}
