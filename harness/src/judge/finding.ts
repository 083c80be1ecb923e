/** See DESIGN section 8 / docs/verdicts.md for what each means. */
export type Verdict = 'pass' | 'fail' | 'warn' | 'not-claimed' | 'not-reached' | 'inconclusive' | 'harness-fault';

/** One judged check, with its evidence. */
export interface Finding {
  /** `flow[/branch]@exchange#act.check`, or `...#law.<law-id>[.<what>]` for a law. Stable across runs. */
  id: string;
  /** `flow[/branch]@exchange` */
  run: string;
  /** Act that it belongs to; absent for laws over the whole run. */
  act?: string;
  /** Step that it belongs to most closely (an arrow of the diagram), if any. */
  step?: string;
  /** Short name of the check or law, in words. */
  title: string;
  verdict: Verdict;
  /** Keys of the requirements it verifies. */
  requirements: string[];
  /** URL of the FHIR rule when no requirement of the guide stands behind it. */
  rule?: string;
  /** One sentence each. */
  expected: string;
  seen: string;
  /** Numbers of the history records that prove it. */
  evidence: number[];
}
