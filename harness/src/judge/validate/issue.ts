/** What is wrong, as a word that stays the same while messages get better. */
export type IssueCode =
  | 'resource-type'
  | 'unknown-profile'
  | 'profile-type'
  | 'profile'
  | 'unknown-element'
  | 'json-shape'
  | 'primitive-format'
  | 'length'
  | 'choice-type'
  | 'min'
  | 'max'
  | 'fixed'
  | 'pattern'
  | 'slice-closed'
  | 'slice-order'
  | 'binding'
  | 'unknown-code'
  | 'reference-type'
  | 'reference-missing'
  | 'unknown-extension'
  | 'extension-context'
  | 'extension-modifier'
  | 'invariant';

/** One thing that a resource gets wrong, or (warning) had better do otherwise. */
export interface Issue {
  severity: 'error' | 'warning';
  code: IssueCode;
  /** FHIRPath to the element, e.g. `Task.output[0].value`; to its parent when the element is missing. */
  path: string;
  /** One sentence: what is wrong, and what is allowed. */
  message: string;
  /** Canonical url of the structure whose rule it is. */
  profile: string;
}

/** Makes an issue; an error unless said otherwise. */
export function issue(
  code: IssueCode,
  path: string,
  message: string,
  profile: string,
  severity: Issue['severity'] = 'error',
): Issue {
  return { severity, code, path, message, profile };
}
