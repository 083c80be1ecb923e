import type { Resource } from '../../guide/resource.js';

/** Codes of OperationOutcome.issue.code that the server uses (R4 valueset-issue-type). */
export type IssueCode =
  | 'invalid'
  | 'structure'
  | 'required'
  | 'value'
  | 'invariant'
  | 'processing'
  | 'security'
  | 'forbidden'
  | 'not-supported'
  | 'duplicate'
  | 'multiple-matches'
  | 'not-found'
  | 'deleted'
  | 'too-long'
  | 'business-rule'
  | 'conflict'
  | 'exception'
  | 'informational';

/** One issue of an OperationOutcome. */
export interface Issue {
  severity: 'fatal' | 'error' | 'warning' | 'information';
  code: string;
  diagnostics: string;
  /** FHIRPath of the element, when one is at fault. */
  expression?: string[];
}

/** A request that is refused: HTTP status and the issue that explains it. Everything the server rejects is thrown as this. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: IssueCode,
    message: string,
    /** Further response headers, e.g. Allow. */
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

/** 400: the request itself is at fault. */
export function badRequest(message: string, code: IssueCode = 'invalid'): Refusal {
  return new Refusal(400, code, message);
}

/** An OperationOutcome with these issues. */
export function outcomeOf(issues: readonly Issue[]): Resource {
  return { resourceType: 'OperationOutcome', issue: issues };
}

/** The OperationOutcome of a refusal. */
export function refusalOutcome(refusal: Refusal): Resource {
  return outcomeOf([{ severity: 'error', code: refusal.code, diagnostics: refusal.message }]);
}

/** Whatever was thrown, as a refusal. Anything but a Refusal is a fault of the server: 500. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new Refusal(500, 'exception', `the server failed: ${detail}`);
}
