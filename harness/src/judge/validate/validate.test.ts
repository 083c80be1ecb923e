import { applyPatch } from 'rfc6902';
import { describe, expect, it } from 'vitest';
import { loadGuide } from '../../guide/load-guide.js';
import type { Resource } from '../../guide/resource.js';
import { BASES, FAULTS, type Fault } from './faults.js';
import { validate } from './validate.js';

const guide = loadGuide();
const { definitions } = guide;

function faulty({ base, edit }: Fault): Resource {
  const resource = structuredClone(BASES[base]) as Resource;
  for (const error of applyPatch(resource, structuredClone(edit))) if (error) throw error;
  return resource;
}

describe('resources without a fault', () => {
  it.each(Object.entries(BASES))('%s', (_name, resource) => {
    expect(validate(resource, definitions)).toEqual([]);
  });

  const types = new Set(definitions.resourceTypes());
  const instances = guide.keys().filter((key) => types.has(key.replace(/\/.*/, '')) && !isConformance(key));
  it.each(instances)('%s of the guide', (key) => {
    expect(validate(guide.instance(key) as Resource, definitions)).toEqual([]);
  });
});

/** Definitions are for the guide's build to check; SUSHI gives the ImplementationGuide parameters that R4 has no codes for. */
function isConformance(key: string): boolean {
  return /^(ImplementationGuide|StructureDefinition|ValueSet|CodeSystem|SearchParameter|CapabilityStatement)\//.test(
    key,
  );
}

describe('one fault each', () => {
  it.each(FAULTS.map((fault): [string, Fault] => [`${fault.id}: ${fault.description}`, fault]))(
    '%s',
    (_title, fault) => {
      const issues = validate(faulty(fault), definitions);
      const found = issues.map(({ path, severity, code }) => ({ path, severity, code }));
      expect(found, JSON.stringify(issues, null, 1)).toEqual([fault.expected, ...(fault.also ?? [])]);
    },
  );

  it('are found without changing the resource', () => {
    for (const fault of FAULTS) {
      const resource = faulty(fault);
      const before = JSON.stringify(resource);
      validate(resource, definitions);
      expect(JSON.stringify(resource)).toBe(before);
    }
  });

  it('have ids of their own', () => {
    expect(new Set(FAULTS.map(({ id }) => id)).size).toBe(FAULTS.length);
  });
});

describe('what is asked for besides meta.profile', () => {
  const profile = `${guide.canonical}/StructureDefinition/coordination-task`;

  it('is checked as well', () => {
    const { meta: _meta, identifier: _identifier, ...task } = BASES.task;
    expect(validate(task, definitions)).toEqual([]);
    const [issue] = validate(task, definitions, { profiles: [profile] });
    expect(issue).toMatchObject({ code: 'min', profile, message: 'identifier is missing; at least 1 needed' });
  });
});

describe('what cannot be told', () => {
  it.each<[string, Resource]>([
    [
      'a code of a system that is not at hand',
      { ...BASES.request, code: { coding: [{ system: 'urn:x', code: 'y' }] } },
    ],
    ['a mime type', { resourceType: 'Binary', contentType: 'application/x-anything' }],
    ['a language', { ...BASES.request, language: 'xx-YY' }],
    ['a reference by identifier alone', { ...BASES.request, subject: { identifier: { value: '1' } } }],
    [
      'a reference to somewhere',
      { ...BASES.request, subject: { reference: 'urn:uuid:5a2c8f1e-3d0b-4c7a-9e64-1b7f0d2a8c35' } },
    ],
    [
      'an extension of somebody else',
      { ...BASES.request, extension: [{ url: 'https://other.example/e', valueCode: 'a' }] },
    ],
    [
      'an extension of a later FHIR release',
      {
        ...BASES.request,
        extension: [{ url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-X.y', valueCode: 'a' }],
      },
    ],
    ['dates of different precision', { ...BASES.task, authoredOn: '2026-03-02' }],
    [
      'a code of another version of a system',
      {
        ...BASES.request,
        category: [{ coding: [{ system: 'http://hl7.org/fhir/task-status', version: '9', code: 'z' }] }],
      },
    ],
  ])('%s gives no issue', (_title, resource) => {
    expect(validate(resource, definitions)).toEqual([]);
  });
});

describe('what is no resource at all', () => {
  it.each<[string, unknown]>([
    ['null', null],
    ['text', 'Task'],
    ['an array', []],
    ['an unknown type', { resourceType: 'Tusk' }],
    ['an abstract type', { resourceType: 'DomainResource' }],
  ])('%s is one error', (_title, value) => {
    expect(validate(value as Resource, definitions)).toMatchObject([{ severity: 'error', code: 'resource-type' }]);
  });
});

describe('messages', () => {
  it.each([
    ['status-code', "'finished' is not allowed; allowed: draft, requested, received, accepted"],
    ['focus-type', 'it refers to a Patient; allowed: ServiceRequest, MedicationRequest'],
    ['reason-missing', 'cow-task-reason: A Task that is rejected, failed, cancelled or on hold says why'],
    ['date-not-real', '"2026-02-30T09:05:00Z" is wrong: this must be a date'],
    ['unknown-extension-part', "has no part 'party'; allowed: _datatype, concept, reference"],
    ['extension-context', 'may not stand on ServiceRequest; allowed on: Task'],
  ])('%s says what is wrong and what is allowed', (id, text) => {
    const fault = FAULTS.find((each) => each.id === id) as Fault;
    const messages = validate(faulty(fault), definitions).map(({ message }) => message);
    expect(messages.join('\n')).toContain(text);
  });
});
