import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fhirpath, r4Model } from '../lazy.js';
import { r4 } from '../testing.js';
import { compileExpression, plainPath } from './path.js';

const BASE = 'http://127.0.0.1/fhir';
const examples = path.dirname(createRequire(import.meta.url).resolve('hl7.fhir.r4.examples/package.json'));

/** FHIR's own examples of the types that flows are made of, and of those with the oddest expressions; at most 12 of each. */
const TYPES = [
  'Task',
  'ServiceRequest',
  'MedicationRequest',
  'Observation',
  'DiagnosticReport',
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'Condition',
  'Goal',
  'CarePlan',
  'Encounter',
  'Appointment',
  'DocumentReference',
  'MedicationDispense',
  'Composition',
  'DeviceRequest',
  'ValueSet',
  'ActivityDefinition',
  'ConceptMap',
  'QuestionnaireResponse',
  'AuditEvent',
  'Claim',
  'Location',
  'Subscription',
  'MessageHeader',
  'Consent',
  'RiskAssessment',
  'Substance',
  'Provenance',
  'Communication',
  'Group',
  'ImagingStudy',
  'Invoice',
];

interface Example {
  resourceType: string;
  [element: string]: unknown;
}

function examplesOf(type: string): Example[] {
  const names = readdirSync(examples)
    .filter((name) => name.startsWith(`${type}-`))
    .slice(0, 12);
  return names.map((name) => JSON.parse(readFileSync(path.join(examples, name), 'utf8')) as Example);
}

/**
 * The same by FHIRPath alone; `resolve()` is answered from the reference, as the server does. R4's expressions say `as` where FHIRPath
 * means `ofType`: `as` is for single values only.
 */
function byFhirPath(expression: string): (resource: Example) => unknown[] {
  const options = {
    userInvocationTable: {
      pointsTo: {
        fn: (inputs: unknown[], type: string) => {
          const input = inputs[0] as { reference?: string; type?: string } | undefined;
          const named = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]+(?:\/_history\/.*)?$/.exec(
            input?.reference ?? '',
          )?.[1];
          return [(named ?? input?.type) === type];
        },
        arity: { 1: ['String' as const] },
      },
    },
  };
  const rewritten = expression
    .replace(/resolve\(\) is (\w+)/g, "pointsTo('$1')")
    .replace(/\(([\w.]+) as (\w+)\)/g, '$1.ofType($2)')
    .replace(/\.as\((\w+)\)/g, '.ofType($1)');
  const run = fhirpath().compile(rewritten, r4Model(), options);
  return (resource) => run(resource, {}) as unknown[];
}

/** A union keeps equal values once, the walk keeps them all; to a search it is the same. */
function distinct(values: readonly unknown[]): string[] {
  return [...new Set(values.map((value) => JSON.stringify(value)))];
}

describe('walking a path finds what FHIRPath finds', () => {
  it.each(TYPES)('%s', (type) => {
    const resources = examplesOf(type);
    expect(resources.length).toBeGreaterThan(0);
    let found = 0;
    for (const { code, expression } of r4.searchParameters(type)) {
      // "id" alone and "_id" mean the same; the server has its own.
      if (!expression || code === '_id') continue;
      const walk = compileExpression(expression, type, BASE);
      const evaluate = byFhirPath(expression);
      for (const resource of resources) {
        const walked = walk(structuredClone(resource));
        const evaluated = evaluate(structuredClone(resource));
        expect([type, code, resource.id, distinct(walked)]).toEqual([type, code, resource.id, distinct(evaluated)]);
        found += walked.length;
      }
    }
    expect(found).toBeGreaterThan(0);
  });
});

describe('expressions', () => {
  it('beyond plain paths go to FHIRPath', () => {
    const deceased = compileExpression('Patient.deceased.exists() and Patient.deceased != false', 'Patient', BASE);
    expect(deceased({ resourceType: 'Patient', deceasedBoolean: false })).toEqual([false]);
    expect(deceased({ resourceType: 'Patient', deceasedDateTime: '2020' })).toEqual([true]);
  });

  it('never throw on malformed resources', () => {
    const odd: unknown[] = [
      null,
      5,
      'x',
      [],
      [null],
      [[{ reference: 'Patient/1' }]],
      { reference: 5 },
      { reference: { a: 1 } },
      { start: 3 },
      true,
    ];
    for (const { expression } of r4.searchParameters('Task')) {
      const walk = compileExpression(expression ?? 'Task.id', 'Task', BASE);
      for (const value of odd) {
        const resource = {
          resourceType: 'Task',
          for: value,
          owner: value,
          focus: value,
          status: value,
          identifier: value,
          executionPeriod: value,
          meta: value,
        };
        expect(() => walk(resource as never)).not.toThrow();
      }
    }
  });

  it('leave the resource as it is', () => {
    const resource = { resourceType: 'Patient', deceasedBoolean: true };
    compileExpression('Patient.deceased.exists() and Patient.deceased != false', 'Patient', BASE)(resource);
    expect(resource).toEqual({ resourceType: 'Patient', deceasedBoolean: true });
  });

  it('are told plain from others', () => {
    expect(plainPath('Task.status', 'Task')).toBe('status');
    expect(plainPath('Task.for.where(resolve() is Patient)', 'Task')).toBeUndefined();
    expect(plainPath('AllergyIntolerance.code | Task.code', 'Task')).toBe('code');
  });
});
