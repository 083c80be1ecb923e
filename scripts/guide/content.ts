/** A compiled resource, as JSON. */
export interface Compiled {
  resourceType: string;
  id: string;
  [element: string]: unknown;
}

interface Concept {
  code: string;
  display?: string;
  designation?: { value: string }[];
  concept?: Concept[];
}

/** A CodeSystem, as far as it is looked into. */
export interface CodeList {
  content?: string;
  caseSensitive?: boolean;
  concept?: Concept[];
}

/** Tasks, Requests and Events of R4 that parties share: their copies are matched by a business identifier. */
const shared = new Set(
  `Task CarePlan CommunicationRequest DeviceRequest MedicationRequest NutritionOrder RequestGroup ServiceRequest
  SupplyRequest VisionPrescription Appointment Communication Condition DiagnosticReport DocumentReference Encounter
  ImagingStudy Immunization Media MedicationAdministration MedicationDispense Observation Procedure
  QuestionnaireResponse Specimen SupplyDelivery`.split(/\s+/),
);

/**
 * What SUSHI lets pass in the examples: a shared resource without a business identifier, a reference to nothing, a code
 * or a display that its code system does not have. One sentence each.
 *
 * @param codeSystem the code system of that url, or undefined when it is not at hand, which is no fault
 */
export function checkContent(resources: Compiled[], codeSystem: (url: string) => CodeList | undefined): string[] {
  const keys = new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id}`));
  return resources.flatMap((resource) => {
    const at = `${resource.resourceType}/${resource.id}`;
    const findings = hasIdentifier(resource) ? [] : [`${at} has no identifier with system and value: give it one.`];
    visit(resource, (element) => findings.push(...checkElement(at, element, keys, codeSystem)));
    return findings;
  });
}

function hasIdentifier(resource: Compiled): boolean {
  if (!shared.has(resource.resourceType)) return true;
  return [resource.identifier ?? []].flat().some((each) => {
    const { system, value } = each as { system?: string; value?: string };
    return system !== undefined && value !== undefined;
  });
}

function checkElement(
  at: string,
  element: Record<string, unknown>,
  keys: Set<string>,
  codeSystem: (url: string) => CodeList | undefined,
): string[] {
  const { reference, system, code, display } = element;
  if (typeof reference === 'string' && /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]+$/.test(reference) && !keys.has(reference)) {
    return [`${at} refers to ${reference}, which the guide does not have.`];
  }
  // Quantities have system and code as well, but no display; their units are not listed in any code system.
  if (typeof system !== 'string' || typeof code !== 'string') return [];
  return checkCode(at, codeSystem(system), `${system}#${code}`, code, display as string | undefined);
}

function checkCode(at: string, list: CodeList | undefined, name: string, code: string, display?: string): string[] {
  if (list?.content !== 'complete') return [];
  const concept = findConcept(list.concept ?? [], (known) =>
    list.caseSensitive === false ? known.toLowerCase() === code.toLowerCase() : known === code,
  );
  if (!concept) return [`${at}: its code system has no ${name}.`];
  const displays = [concept.display, ...(concept.designation ?? []).map(({ value }) => value)];
  if (display === undefined || displays.some((known) => known?.toLowerCase() === display.toLowerCase())) return [];
  return [`${at}: the display of ${name} is "${concept.display}", not "${display}".`];
}

function findConcept(concepts: Concept[], matches: (code: string) => boolean): Concept | undefined {
  for (const concept of concepts) {
    const found = matches(concept.code) ? concept : findConcept(concept.concept ?? [], matches);
    if (found) return found;
  }
  return undefined;
}

/** Calls `look` for each object within a resource. */
function visit(node: unknown, look: (element: Record<string, unknown>) => void): void {
  if (Array.isArray(node)) node.forEach((item) => visit(item, look));
  else if (typeof node === 'object' && node !== null) {
    look(node as Record<string, unknown>);
    Object.values(node).forEach((value) => visit(value, look));
  }
}
