import { describe, expect, it } from 'vitest';
import { coreDefinitions } from './core-definitions.js';
import { definitionsOf, type OwnDefinitions } from './definitions.js';
import type { Resource } from './resource.js';

const none: OwnDefinitions = { guess: () => undefined, find: () => undefined, searchParameters: () => [] };
const core = coreDefinitions();
const definitions = definitionsOf(core, none);

describe('core definitions', () => {
  it('finds structures by type name, by url and by versioned url', () => {
    const task = definitions.structure('Task');
    expect(task?.url).toBe('http://hl7.org/fhir/StructureDefinition/Task');
    expect(definitions.structure('http://hl7.org/fhir/StructureDefinition/Task|4.0.1')).toBe(task);
    expect(definitions.structure('Tusk')).toBeUndefined();
  });

  it('knows the 146 concrete resource types of R4', () => {
    expect(definitions.resourceTypes()).toHaveLength(146);
    expect(definitions.resourceTypes()).toContain('Task');
    expect(definitions.resourceTypes()).not.toContain('DomainResource');
  });

  it('has a structure for every type that an element of Task, ServiceRequest or Bundle can have', () => {
    const seen = new Set<string>();
    const visit = (type: string): void => {
      if (seen.has(type) || type.startsWith('http://hl7.org/fhirpath/')) return;
      seen.add(type);
      const structure = definitions.structure(type) as unknown as {
        snapshot: { element: { type?: { code: string }[] }[] };
      };
      expect(structure, type).toBeDefined();
      for (const element of structure.snapshot.element) for (const { code } of element.type ?? []) visit(code);
    };
    for (const type of ['Task', 'ServiceRequest', 'Bundle']) visit(type);
    expect(seen.size).toBeGreaterThan(30);
  });

  it.each([
    ['request-status', undefined, 'active', true],
    ['request-status', undefined, 'activ', false],
    ['task-intent', undefined, 'unknown', true],
    ['mimetypes', undefined, 'text/plain', undefined],
    ['all-types', undefined, 'Task', true],
    ['v3-Confidentiality', undefined, 'x', undefined],
  ])('value set %s, system %s, code %s: %s', (id, system, code, answer) => {
    expect(definitions.contains(`http://hl7.org/fhir/ValueSet/${id}|4.0.1`, system, code)).toBe(answer);
  });

  it('decides nearly all required bindings of resource elements offline', () => {
    const bound = new Set<string>();
    for (const type of definitions.resourceTypes()) {
      const { element } = definitions.structure(type)?.snapshot as {
        element: { binding?: { strength: string; valueSet: string } }[];
      };
      for (const { binding } of element) if (binding?.strength === 'required') bound.add(binding.valueSet);
    }
    const undecided = [...bound].filter((url) => definitions.contains(url, undefined, 'no-such-code') !== false);
    expect(undecided.map((url) => url.replace(/^.*\/ValueSet\/|\|.*$/g, '')).sort()).toEqual(UNDECIDABLE);
    expect(bound.size).toBeGreaterThan(200);
  });
});

/** Mime types, units of measure and LOINC answers are registers of others, and too large to carry. */
const UNDECIDABLE = ['http://loinc.org/vs/LL379-9', 'mimetypes', 'ucum-units'];

describe('search parameters', () => {
  const own: Resource[] = [
    {
      resourceType: 'SearchParameter',
      url: 'urn:sp1',
      code: 'group',
      type: 'token',
      base: ['Task'],
      expression: 'Task.groupIdentifier',
    },
    {
      resourceType: 'SearchParameter',
      url: 'urn:sp2',
      code: 'status',
      type: 'token',
      base: ['Task'],
      expression: 'Task.status',
    },
  ];
  const withOwn = definitionsOf(core, { ...none, searchParameters: () => own });
  const codes = (type: string): string[] => withOwn.searchParameters(type).map(({ code }) => code);

  it('lists those of the type, of Resource and of DomainResource, each code once', () => {
    expect(codes('Task')).toEqual(expect.arrayContaining(['_id', '_text', 'owner', 'group']));
    expect(new Set(codes('Task')).size).toBe(codes('Task').length);
    expect(codes('Task')).not.toContain('birthdate');
    expect(codes('Bundle')).not.toContain('_text');
  });

  it('lets the guide replace one of FHIR', () => {
    const status = withOwn.searchParameters('Task').filter(({ code }) => code === 'status');
    expect(status.map(({ url }) => url)).toEqual(['urn:sp2']);
  });

  it('keeps what an indexer needs', () => {
    const owner = definitions.searchParameters('Task').find(({ code }) => code === 'owner');
    expect(owner).toMatchObject({ type: 'reference', expression: 'Task.owner' });
    expect(owner?.target).toContain('Organization');
  });
});

describe('a missing dist/r4', () => {
  it('is one error that says what to do', () => {
    expect(() => coreDefinitions('/nowhere/r4')).toThrow(/missing in \/nowhere\/r4; run `npm run build` first/);
  });
});
