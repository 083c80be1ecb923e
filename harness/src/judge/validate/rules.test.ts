import { describe, expect, it } from 'vitest';
import { coreDefinitions } from '../../guide/core-definitions.js';
import { definitionsOf } from '../../guide/definitions.js';
import type { Definitions } from '../../guide/guide.js';
import type { Resource } from '../../guide/resource.js';
import { evaluated } from './invariants.js';
import { validate } from './validate.js';

/** Rules that this guide's own profiles do not use, shown with profiles made for it. */
const core = coreDefinitions();
type Element = Record<string, unknown> & { id: string };

/** Elements of a type under another element's id, as a snapshot has them once a profile goes into the type. */
function inside(id: string, type: string): Element[] {
  const { element } = core.structure(`http://hl7.org/fhir/StructureDefinition/${type}`)?.snapshot as {
    element: Element[];
  };
  return element.slice(1).map((each) => {
    const inner = each.id.replace(type, id);
    return { ...each, id: inner, path: inner.replace(/:[^.]+/g, '') };
  });
}

/** A profile of a core type: its snapshot with elements changed, and slices put after what they slice. */
function profile(type: string, id: string, changes: Element[]): Resource {
  const base = structuredClone(core.structure(`http://hl7.org/fhir/StructureDefinition/${type}`)) as Resource;
  const elements = (base.snapshot as { element: Element[] }).element;
  for (const change of changes) {
    const known = elements.findIndex((element) => element.id === change.id);
    if (known >= 0) elements[known] = { ...elements[known], ...change };
    else elements.push({ path: change.id.replace(/:[^.]+/g, ''), ...change });
  }
  return { ...base, id, url: `urn:${id}`, type, derivation: 'constraint', snapshot: { element: elements } };
}

function definitionsWith(...profiles: Resource[]): Definitions {
  const find = (_type: string, url: string): Resource | undefined => profiles.find((each) => each.url === url);
  return definitionsOf(core, { guess: find, find, searchParameters: () => [] });
}

function check(resource: Resource, ...profiles: Resource[]): string[] {
  const options = { profiles: [`${profiles[0]?.url}`] };
  return validate(resource, definitionsWith(...profiles), options).map(({ code, path }) => `${code} ${path}`);
}

const patient = (...codes: string[]): Resource => ({
  resourceType: 'Patient',
  telecom: codes.map((system) => ({ system, value: '1' })),
});

function telecom(slicing: Record<string, unknown>): Resource {
  const slice = (name: string, rest = {}): Element[] => [
    {
      id: `Patient.telecom:${name}`,
      sliceName: name,
      min: 0,
      max: '1',
      base: { max: '*' },
      type: [{ code: 'ContactPoint' }],
      ...rest,
    },
    ...inside(`Patient.telecom:${name}`, 'ContactPoint'),
    { id: `Patient.telecom:${name}.system`, min: 1, max: '1', type: [{ code: 'code' }], fixedCode: name },
  ];
  return profile('Patient', 'telecom', [
    {
      id: 'Patient.telecom',
      slicing: { discriminator: [{ type: 'value', path: 'system' }], rules: 'open', ...slicing },
    },
    ...slice('phone'),
    ...slice('email'),
  ]);
}

describe('slices', () => {
  it.each<[string, Record<string, unknown>, string[], string[]]>([
    ['open: others are allowed', {}, ['fax', 'phone'], []],
    ['open: each at most so often', {}, ['phone', 'phone'], ['max Patient.telecom']],
    ['closed: no others', { rules: 'closed' }, ['phone', 'fax'], ['slice-closed Patient.telecom[1]']],
    ['closed: those that are named', { rules: 'closed' }, ['email', 'phone'], []],
    ['ordered: in order', { ordered: true }, ['phone', 'fax', 'email'], []],
    ['ordered: out of order', { ordered: true }, ['email', 'phone'], ['slice-order Patient.telecom[1]']],
    ['open at end: others last', { rules: 'openAtEnd' }, ['email', 'phone', 'fax'], []],
    ['open at end: others before', { rules: 'openAtEnd' }, ['fax', 'phone'], ['slice-order Patient.telecom[1]']],
  ])('%s', (_title, slicing, codes, issues) => {
    expect(check(patient(...codes), telecom(slicing))).toEqual(issues);
  });

  it('cannot be told apart by what a reference leads to: no issue', () => {
    const resolving = telecom({ rules: 'closed', discriminator: [{ type: 'value', path: 'resolve().code' }] });
    expect(check(patient('fax'), resolving)).toEqual([]);
  });

  it('by whether an element is there', () => {
    const slice = {
      id: 'Patient.telecom:dated',
      sliceName: 'dated',
      min: 1,
      max: '1',
      type: [{ code: 'ContactPoint' }],
    };
    const dated = profile('Patient', 'dated', [
      { id: 'Patient.telecom', slicing: { discriminator: [{ type: 'exists', path: 'period' }], rules: 'open' } },
      slice,
      ...inside(slice.id, 'ContactPoint'),
      { id: 'Patient.telecom:dated.period', min: 1, max: '1', type: [{ code: 'Period' }] },
    ]);
    expect(check(patient('phone'), dated)).toEqual(['min Patient']);
    const telecomWithPeriod = {
      resourceType: 'Patient',
      telecom: [{ system: 'phone', value: '1', period: { start: '2026' } }],
    };
    expect(check(telecomWithPeriod, dated)).toEqual([]);
  });

  it('by the profile that an entry meets', () => {
    const named = profile('Patient', 'named', [{ id: 'Patient.name', min: 1 }]);
    const slice = {
      id: 'Bundle.entry:person',
      sliceName: 'person',
      min: 1,
      max: '1',
      type: [{ code: 'BackboneElement' }],
    };
    const bundle = profile('Bundle', 'persons', [
      { id: 'Bundle.entry', slicing: { discriminator: [{ type: 'profile', path: 'resource' }], rules: 'closed' } },
      slice,
      { id: 'Bundle.entry:person.resource', min: 1, max: '1', type: [{ code: 'Patient', profile: ['urn:named'] }] },
    ]);
    const withEntry = (resource: Resource): Resource => ({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource }],
    });
    expect(check(withEntry({ resourceType: 'Patient', name: [{ text: 'A' }] }), bundle, named)).toEqual([]);
    const issues = check(withEntry({ resourceType: 'Patient', active: true }), bundle, named);
    expect(issues).toEqual(['slice-closed Bundle.entry[0]', 'min Bundle']);
  });

  it('by the type of a choice', () => {
    const typed = profile('Observation', 'typed', [
      { id: 'Observation.value[x]', slicing: { discriminator: [{ type: 'type', path: '$this' }], rules: 'closed' } },
      {
        id: 'Observation.value[x]:valueString',
        sliceName: 'valueString',
        min: 0,
        max: '1',
        type: [{ code: 'string' }],
        maxLength: 3,
      },
    ]);
    const observation = (value: object): Resource => ({
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'a' },
      ...value,
    });
    expect(check(observation({ valueString: 'abc' }), typed)).toEqual([]);
    expect(check(observation({ valueString: 'abcd' }), typed)).toEqual(['length Observation.value']);
    expect(check(observation({ valueInteger: 1 }), typed)).toEqual(['slice-closed Observation.value']);
  });
});

describe('profiles of data types', () => {
  const strict = (id: string, element: string): Resource =>
    profile('Identifier', id, [{ id: `Identifier.${element}`, min: 1 }]);
  const withProfiles = (...profiles: string[]): Resource =>
    profile('Patient', 'identified', [{ id: 'Patient.identifier', type: [{ code: 'Identifier', profile: profiles }] }]);
  const identified = (identifier: object): Resource => ({ resourceType: 'Patient', identifier: [identifier] });

  it('apply to the element', () => {
    const issues = check(identified({ value: '1' }), withProfiles('urn:sys'), strict('sys', 'system'));
    expect(issues).toEqual(['min Patient.identifier[0]']);
  });

  it('offered in number: one is enough', () => {
    const profiles = [withProfiles('urn:sys', 'urn:val'), strict('sys', 'system'), strict('val', 'value')];
    expect(check(identified({ value: '1' }), ...(profiles as [Resource]))).toEqual([]);
    expect(check(identified({ use: 'usual' }), ...(profiles as [Resource]))).toEqual(['profile Patient.identifier[0]']);
  });

  it('that are not at hand: the type alone', () => {
    expect(check(identified({ value: '1' }), withProfiles('urn:none'))).toEqual([]);
  });
});

describe('elements', () => {
  it('that a profile rules out', () => {
    const none = profile('Patient', 'none', [{ id: 'Patient.photo', max: '0' }]);
    expect(check({ resourceType: 'Patient', photo: [{ url: 'a' }] }, none)).toEqual(['max Patient.photo']);
  });

  it('that repeat in R4 stay arrays where a profile allows one', () => {
    const one = profile('Patient', 'one', [{ id: 'Patient.name', max: '1', base: { max: '*' } }]);
    expect(check({ resourceType: 'Patient', name: [{ text: 'A' }] }, one)).toEqual([]);
    expect(check({ resourceType: 'Patient', name: [{ text: 'A' }, { text: 'B' }] }, one)).toEqual(['max Patient.name']);
  });

  it('that hold a resource of one type take no other', () => {
    const patients = profile('Bundle', 'patients', [{ id: 'Bundle.entry.resource', type: [{ code: 'Patient' }] }]);
    const holding = (resource: Resource): Resource => ({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource }],
    });
    expect(check(holding({ resourceType: 'Patient', active: true }), patients)).toEqual([]);
    const other = holding({ resourceType: 'Basic', code: { text: 'a' } });
    expect(check(other, patients)).toEqual(['resource-type Bundle.entry[0].resource']);
  });

  it('fixed to a whole value leave no room for more', () => {
    const fixed = profile('Patient', 'fixed', [{ id: 'Patient.maritalStatus', fixedCodeableConcept: { text: 'M' } }]);
    expect(check({ resourceType: 'Patient', maritalStatus: { text: 'M' } }, fixed)).toEqual([]);
    const more = { resourceType: 'Patient', maritalStatus: { text: 'M', id: 'x' } };
    expect(check(more, fixed)).toEqual(['fixed Patient.maritalStatus']);
  });

  it('that refer to others for their content are walked', () => {
    const item = {
      linkId: '1',
      type: 'group',
      item: [{ linkId: '2', type: 'group', item: [{ linkId: '3', type: 'text', x: 1 }] }],
    };
    const questionnaire = { resourceType: 'Questionnaire', status: 'draft', item: [item] };
    const codes = validate(questionnaire, definitionsWith()).map(({ code, path }) => `${code} ${path}`);
    expect(codes).toEqual(['unknown-element Questionnaire.item[0].item[0].item[0]']);
  });
});

describe('primitives with extensions', () => {
  const extension = [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }];
  it.each<[string, Record<string, unknown>, string[]]>([
    ['stand for a missing value', { _birthDate: { extension } }, []],
    ['stand beside items of an array', { name: [{ given: ['A', null], _given: [null, { extension }] }] }, []],
    ['must say something', { _birthDate: { id: 'x' } }, ['json-shape Patient.birthDate']],
    ['do not excuse a null', { name: [{ given: ['A', null] }] }, ['json-shape Patient.name[0].given[1]']],
    [
      'are arrays where the element repeats',
      { name: [{ given: ['A'], _given: {} }] },
      ['json-shape Patient.name[0].given'],
    ],
  ])('%s', (_title, content, issues) => {
    const found = validate({ resourceType: 'Patient', ...content }, definitionsWith());
    expect(found.map(({ code, path }) => `${code} ${path}`)).toEqual(issues);
  });
});

describe('extensions', () => {
  it('that modify must stand as modifierExtension, others must not', () => {
    const url = 'urn:modifier';
    const extension = { ...profile('Extension', 'modifier', [{ id: 'Extension', isModifier: true }]), context: [] };
    const definitions = definitionsWith(extension);
    const wrong = validate({ resourceType: 'Patient', extension: [{ url, valueCode: 'a' }] }, definitions);
    expect(wrong.map(({ code }) => code)).toEqual(['extension-modifier']);
    expect(
      validate(
        { resourceType: 'Basic', code: { text: 'a' }, modifierExtension: [{ url, valueCode: 'a' }] },
        definitions,
      ),
    ).toEqual([]);
  });
});

describe('what is checked without FHIRPath', () => {
  const asked = (expression: string, value: unknown, base: string): boolean | undefined =>
    evaluated(expression, { value, base, resource: value, rootResource: value });
  const found = (extension: object): boolean =>
    !validate({ resourceType: 'Patient', extension: [extension] } as Resource, definitionsWith()).some(({ message }) =>
      message.startsWith('ext-1'),
    );

  it.each([
    { url: 'urn:x' },
    { url: 'urn:x', valueString: 'a' },
    { url: 'urn:x', extension: [{ url: 'y', valueString: 'a' }] },
    { url: 'urn:x', valueString: 'a', extension: [{ url: 'y', valueString: 'a' }] },
  ])('ext-1 agrees with it on %j', (extension) => {
    expect(found(extension)).toBe(asked('extension.exists() != value.exists()', extension, 'Extension'));
  });

  it.each([{ id: 'a' }, { id: 'a', text: 'b' }, { text: 'b' }])('ele-1 agrees with it on %j', (concept) => {
    const issues = validate({ resourceType: 'Patient', maritalStatus: concept }, definitionsWith());
    const holds = asked('hasValue() or (children().count() > id.count())', concept, 'CodeableConcept');
    expect(issues.length === 0).toBe(holds);
  });
});
