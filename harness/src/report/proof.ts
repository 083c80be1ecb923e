import { STATUS_CODES } from 'node:http';
import type { Body, HistoryRecord, HttpRecord, ReceivedRecord } from '../history/record.js';

/** One piece of evidence in words: what was asked, what came back. */
export interface Proof {
  /** Number of the record in the history. */
  n: number;
  /** `PUT http://host/Task/1 -> 412 Precondition Failed` */
  line: string;
  /** The body that tells most, on one line; absent when there was none. */
  body?: string;
}

/** The records that a finding cites, as far as they are traffic, in order. */
export function proofsOf(evidence: readonly number[], records: readonly HistoryRecord[]): Proof[] {
  const cited = new Set(evidence);
  return records
    .filter((record) => cited.has(record.n))
    .flatMap((record) => {
      if (record.kind === 'http') return [httpProof(record)];
      return record.kind === 'received' ? [receivedProof(record)] : [];
    });
}

function httpProof({ n, request, response, error }: HttpRecord): Proof {
  const answer = response ? statusText(response.status) : `no answer: ${error ?? 'unknown reason'}`;
  return withBody({ n, line: `${request.method} ${request.url} -> ${answer}` }, response?.body);
}

function receivedProof({ n, what, form, to, request }: ReceivedRecord): Proof {
  return withBody({ n, line: `${what} (${form}) to the ${to}: ${request.method} ${request.url}` }, request.body);
}

function withBody(proof: Proof, body: Body | undefined): Proof {
  return body ? { ...proof, body: bodyLine(body) } : proof;
}

/** A status with its reason phrase: `412 Precondition Failed`. */
export function statusText(status: number): string {
  return [status, STATUS_CODES[status]].filter(Boolean).join(' ');
}

interface OutcomeIssue {
  severity?: unknown;
  code?: unknown;
  diagnostics?: unknown;
  details?: { text?: unknown };
}

/** A body on one line. Of an OperationOutcome its issues; of a resource all but what is written by the server or for people. */
function bodyLine(body: Body): string {
  if ('text' in body) return body.text;
  const { json } = body;
  if (typeof json !== 'object' || json === null) return JSON.stringify(json);
  const { meta: _meta, text: _text, ...telling } = json as Record<string, unknown>;
  if (telling.resourceType === 'OperationOutcome' && Array.isArray(telling.issue)) {
    return `OperationOutcome ${(telling.issue as OutcomeIssue[]).map(issueText).join('; ')}`;
  }
  return JSON.stringify(telling, undefined, 1).replace(/\n */g, ' ');
}

function issueText(issue: OutcomeIssue): string {
  const what = [issue.severity, issue.code].filter((part) => typeof part === 'string').join(' ');
  const why = [issue.details?.text, issue.diagnostics].filter((part) => typeof part === 'string').join(' ');
  return why ? `${what}: ${why}` : what;
}
