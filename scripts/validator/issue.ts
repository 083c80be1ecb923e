/** What the official validator says about a resource: an issue of its OperationOutcome. */
export interface OfficialIssue {
  severity: 'fatal' | 'error' | 'warning' | 'information';
  /** The validator's own id of the message, e.g. `Validation_VAL_Profile_Minimum`; empty where it gives none. */
  id: string;
  /** FHIRPath to the element, e.g. `Task.output[0].value`; empty where it gives none. */
  path: string;
  message: string;
}

/** Whether it makes a resource invalid. */
export function isError(issue: OfficialIssue): boolean {
  return issue.severity === 'error' || issue.severity === 'fatal';
}

const MESSAGE_ID = 'http://hl7.org/fhir/StructureDefinition/operationoutcome-message-id';

interface OutcomeIssue {
  severity: OfficialIssue['severity'];
  details?: { text?: string };
  diagnostics?: string;
  expression?: string[];
  extension?: { url: string; valueString?: string; valueCode?: string }[];
}

/**
 * The issues in the validator's answer; its word that all is well is none.
 *
 * @throws when it is no OperationOutcome
 */
export function readOutcome(answer: unknown): OfficialIssue[] {
  const outcome = answer as { resourceType?: string; issue?: OutcomeIssue[] } | null;
  if (outcome?.resourceType !== 'OperationOutcome' || !Array.isArray(outcome.issue)) {
    throw new Error(`The validator answered something else than an OperationOutcome: ${JSON.stringify(answer)}`);
  }
  return outcome.issue
    .map((issue): OfficialIssue => {
      const id = issue.extension?.find(({ url }) => url === MESSAGE_ID);
      return {
        severity: issue.severity,
        id: id?.valueString ?? id?.valueCode ?? '',
        path: issue.expression?.[0] ?? '',
        message: issue.details?.text ?? issue.diagnostics ?? '',
      };
    })
    .filter(({ severity, message }) => severity !== 'information' || message !== 'All OK');
}
