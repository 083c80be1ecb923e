import { closest } from 'fastest-levenshtein';

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

/** Where a resource comes from, for people; of the place the line with a word that stands in it, such as `#code`. */
export type Where = (resource: Compiled, word?: string) => string;

/**
 * What SUSHI lets pass in the resources: a shared one without a business identifier, a reference to nothing, a code or a display
 * that its code system does not have, in examples and in value sets, and what binds something else than an actor. One sentence each.
 *
 * @param codeSystem the code system of that url, or undefined when it is not at hand, which is no fault
 */
export function checkContent(
  resources: Compiled[],
  codeSystem: (url: string) => CodeList | undefined,
  where: Where = ({ resourceType, id }) => `${resourceType}/${id}`,
): string[] {
  const keys = new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id}`));
  return resources.flatMap((resource) => {
    const findings = hasIdentifier(resource)
      ? []
      : [`${where(resource)} has no identifier with system and value: give it one.`];
    visit(resource, (element) =>
      findings.push(
        ...checkReference(resource, element, keys, where),
        ...checkCodes(resource, element, codeSystem, where),
        ...checkActor(resource, element, where),
      ),
    );
    return findings;
  });
}

/** Whom a statement or an obligation binds: `Canonical(id)` of FSH takes any resource of that id, and the first that it finds. */
function checkActor(resource: Compiled, { url, valueCanonical }: Json, where: Where): string[] {
  if (typeof valueCanonical !== 'string' || !/(^|\/)(statement-)?actor$/.test(`${url}`)) return [];
  if (valueCanonical.includes('/ActorDefinition/')) return [];
  return [
    `${where(resource)} binds ${valueCanonical}, which is no actor: another resource has the actor's id, so give that one another id.`,
  ];
}

function hasIdentifier(resource: Compiled): boolean {
  if (!shared.has(resource.resourceType)) return true;
  return [resource.identifier ?? []].flat().some((each) => {
    const { system, value } = each as { system?: string; value?: string };
    return system !== undefined && value !== undefined;
  });
}

function checkReference(resource: Compiled, { reference }: Json, keys: Set<string>, where: Where): string[] {
  if (typeof reference !== 'string' || !/^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]+$/.test(reference) || keys.has(reference))
    return [];
  const at = where(resource, reference.slice(reference.indexOf('/') + 1));
  return [`${at} refers to ${reference}, which the guide does not have: define it, or correct the reference.`];
}

/** A coding, or the codes that a value set takes from one system. Quantities look alike; their units are in no code system. */
function checkCodes(
  resource: Compiled,
  element: Json,
  codeSystem: (url: string) => CodeList | undefined,
  where: Where,
): string[] {
  const { system, code, display, concept } = element;
  if (typeof system !== 'string') return [];
  const codings = Array.isArray(concept) ? (concept as Json[]) : [{ code, display }];
  return codings.flatMap((coding) => {
    if (typeof coding.code !== 'string') return [];
    const fault = codeFault(codeSystem(system), system, coding.code, coding.display as string | undefined);
    return fault === undefined ? [] : [`${where(resource, `#${coding.code}`)}: ${fault}`];
  });
}

function codeFault(list: CodeList | undefined, system: string, code: string, display?: string): string | undefined {
  if (list?.content !== 'complete') return undefined;
  const name = `${system}#${code}`;
  const known = flatten(list.concept ?? []);
  const found = known.find((each) =>
    list.caseSensitive === false ? each.code.toLowerCase() === code.toLowerCase() : each.code === code,
  );
  if (!found) {
    const nearest =
      known.length === 0
        ? ''
        : `; the nearest is ${closest(
            code,
            known.map((each) => each.code),
          )}`;
    return `its code system has no ${name}${nearest}: use a code that it has, or add this one to it.`;
  }
  const displays = [found.display, ...(found.designation ?? []).map(({ value }) => value)];
  if (display === undefined || displays.some((each) => each?.toLowerCase() === display.toLowerCase())) return undefined;
  return `the display of ${name} is "${found.display}", not "${display}".`;
}

function flatten(concepts: Concept[]): Concept[] {
  return concepts.flatMap((concept) => [concept, ...flatten(concept.concept ?? [])]);
}

type Json = Record<string, unknown>;

/** Calls `look` for each object within a resource. */
function visit(node: unknown, look: (element: Json) => void): void {
  if (Array.isArray(node)) node.forEach((item) => visit(item, look));
  else if (typeof node === 'object' && node !== null) {
    look(node as Json);
    Object.values(node).forEach((value) => visit(value, look));
  }
}
