import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadGuide } from '../../guide/load-guide.js';
import { projectRoot } from '../../guide/project-root.js';
import type { Resource } from '../../guide/resource.js';
import { validate } from './validate.js';

const { definitions } = loadGuide();
const folder = path.join(projectRoot(), 'node_modules', 'hl7.fhir.r4.examples');

/** What the types of this guide's flows, and those next to them, look like in the examples that R4 was published with. */
const TYPES =
  /^(Task|ServiceRequest|MedicationRequest|MedicationDispense|DeviceRequest|NutritionOrder|VisionPrescription|SupplyRequest|CommunicationRequest|CarePlan|RequestGroup|Patient|Practitioner|PractitionerRole|Organization|Location|Device|Group|RelatedPerson|Condition|Observation|DiagnosticReport|Specimen|Provenance|Subscription|MessageHeader|OperationOutcome|Parameters|Communication|Appointment|DocumentReference|Questionnaire|QuestionnaireResponse|Basic|Binary|List|Encounter)-/;

/** Examples that do break a rule of R4, or of the packages that this guide depends on; looked at one by one. */
const FAULTY: Readonly<Record<string, string[]>> = {
  // Modifier extensions of an example.org that says itself not to use them.
  'Basic-referral.json': ['unknown-extension'],
  // A Practitioner dispenses, where R4 allows an Organization only.
  'MedicationRequest-medrx0301.json': ['reference-type'],
  // An Encounter performs the observation.
  'Observation-clinical-gender.json': ['reference-type'],
  // Items without linkId, and an extension that neither R4 nor the extension pack has.
  'Questionnaire-qs1.json': ['min', 'unknown-extension'],
  // A narrative that says nothing (txt-1, txt-2).
  'Questionnaire-zika-virus-exposure-assessment.json': ['invariant'],
};

describe("HL7's own examples", () => {
  const files = readdirSync(folder).filter((file) => TYPES.test(file) && file.endsWith('.json'));

  it('have no errors but those that are known', () => {
    const found: Record<string, string[]> = {};
    for (const file of files) {
      const resource = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Resource;
      const errors = validate(resource, definitions).filter(({ severity }) => severity === 'error');
      if (errors.length > 0) found[file] = [...new Set(errors.map(({ code }) => code))].sort();
    }
    expect(files.length).toBeGreaterThan(300);
    expect(found).toEqual(FAULTY);
  });
});
