import { describe, expect, it } from 'vitest';
import type { Resource } from '../guide/resource.js';
import { closure, locationBelow, referencedUrls, referredKeys, versionless } from './references.js';

const resources: Record<string, Resource> = {
  'Task/t': {
    resourceType: 'Task',
    id: 't',
    focus: { reference: 'ServiceRequest/s' },
    for: { reference: 'Patient/p' },
  },
  'ServiceRequest/s': { resourceType: 'ServiceRequest', id: 's', subject: { reference: 'Patient/p/_history/2' } },
  'Patient/p': { resourceType: 'Patient', id: 'p', link: [{ other: { reference: 'Patient/q' } }] },
  'Patient/q': { resourceType: 'Patient', id: 'q', link: [{ other: { reference: 'Patient/p' } }] },
};

describe('references', () => {
  it('finds literal references once, without versions, and none that are contained, absolute or logical', () => {
    const value = [
      { reference: 'Patient/a/_history/1' },
      { reference: 'Patient/a' },
      { reference: '#b' },
      { reference: 'http://x/Patient/c' },
    ];
    expect(referredKeys({ value, other: { identifier: { value: '1' } } })).toEqual(['Patient/a']);
  });

  it('orders what is reachable so that the referred come first, also in a circle', () => {
    expect(closure(['Task/t'], (key) => resources[key])).toEqual([
      'Patient/q',
      'Patient/p',
      'ServiceRequest/s',
      'Task/t',
    ]);
  });

  it('leaves out what is not at hand', () => {
    expect(closure(['Task/t', 'Task/none'], (key) => (key === 'Patient/p' ? undefined : resources[key]))).toEqual([
      'ServiceRequest/s',
      'Task/t',
    ]);
  });

  it('resolves references against the place of the resource that holds them', () => {
    const body: Resource = {
      resourceType: 'Task',
      focus: { reference: 'ServiceRequest/1' },
      owner: { reference: 'http://b/fhir/Organization/2/_history/3' },
    };
    expect(referencedUrls('http://a/fhir/Task/9', body)).toEqual([
      'http://a/fhir/ServiceRequest/1',
      'http://b/fhir/Organization/2',
    ]);
  });
});

describe('where a Location leads', () => {
  const base = 'https://a.example/fhir';
  it.each([
    [`${base}/Task/1/_history/3`, `${base}/Task/1`],
    ['Task/1', `${base}/Task/1`],
    ['/fhir/Task/1/_history/1', `${base}/Task/1`],
    ['https://b.example/fhir/Task/1/_history/1', `${base}/Task/1`],
    ['http://a.example/fhir/Task/1', `${base}/Task/1`],
    ['https://a.example/fhir/../other/Task/1', `${base}/Task/1`],
    ['https://a.example/fhir-of-others/Task/1', `${base}/Task/1`],
    ['//b.example/fhir/Task/1', `${base}/Task/1`],
    ['https://b.example/fhir/Task/..%2f..', undefined],
    ['https://b.example/admin?delete=all', undefined],
    ['https://[', undefined],
  ])('%s is %s', (location, url) => {
    expect(locationBelow(location, base)).toBe(url);
  });

  it('is told within the time that a look through it takes, however long it is', () => {
    const long = `Task/1${'/_history/'.repeat(100_000)}\n`;
    const began = performance.now();
    expect(versionless(long)).toBe('Task/1');
    expect(referencedUrls(`${base}/Task/1`, { resourceType: 'Task', focus: { reference: long } })).toEqual([
      `${base}/Task/1`,
    ]);
    // By an expression that begins anew at each of these it takes minutes.
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
