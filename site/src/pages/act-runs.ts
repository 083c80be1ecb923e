import { exchanges } from '../../../harness/src/exchange/catalog.js';
import type { Finding } from '../../../harness/src/judge/finding.js';
import type { RunReport } from '../../../harness/src/report/report.js';
import { worstOf } from '../../../harness/src/report/verdicts.js';
import type { Flow } from '../model/flows.js';
import { markOf, type GivenReport } from '../model/runs.js';
import { escapeHtml, type Html } from '../text/html.js';
import { evidenceHref } from './conformance.js';

/**
 * What became of each act of a flow in the runs of a report, as a line by the act's id: for each exchange, by the short name that the table of
 * runs above explains, the worst of its checks, with a link
 * to the step and what was sent there. An act on several ways is shown as the first of them had it; one that did not run has no line.
 */
export function actsRan(flow: Flow, given: GivenReport): Map<string, Html> {
  const lines = new Map<string, Html[]>();
  for (const { id, short } of exchanges) {
    const seen = new Set<string>();
    for (const run of runsOver(flow, id, given)) {
      for (const [act, findings] of byAct(run)) {
        if (seen.has(act)) continue;
        seen.add(act);
        lines.set(act, [...(lines.get(act) ?? []), cellHtml(given, run, findings, short)]);
      }
    }
  }
  return new Map(
    [...lines].map(([act, cells]) => [
      act,
      `<p class="act-ran">Ran against ${escapeHtml(given.report.target)}: ${cells.join(' ')}</p>`,
    ]),
  );
}

function runsOver(flow: Flow, exchange: string, { report }: GivenReport): RunReport[] {
  return report.runs.filter((run) => run.flow === flow.scenario.id && run.exchange === exchange);
}

function byAct({ findings }: RunReport): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.act !== undefined) found.set(finding.act, [...(found.get(finding.act) ?? []), finding]);
  }
  return found;
}

function cellHtml(given: GivenReport, run: RunReport, findings: readonly Finding[], short: string): Html {
  const { state, sign, word } = markOf(worstOf(findings.map(({ verdict }) => verdict)));
  const step = findings.find((each) => each.step !== undefined)?.step;
  const text = `${escapeHtml(short)} <b class="v-${state}">${escapeHtml(sign)}</b>`;
  const label = escapeHtml(`${short}, ${word}`);
  if (!given.page) return `<span>${text}<span class="sr"> ${escapeHtml(word)}</span></span>`;
  const href = `${evidenceHref(given, run.id)}${step === undefined ? '' : `~${encodeURIComponent(step)}`}`;
  return `<a href="${escapeHtml(href)}" aria-label="${label}">${text}</a>`;
}
