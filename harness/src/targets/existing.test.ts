import { describe, expect, it } from 'vitest';
import { loadFlows, ownScenarios, plansFor } from '../cli/flows.js';
import { loadGuide } from '../guide/load-guide.js';
import type { InstanceKey, Resource } from '../guide/resource.js';
import { ExistingInstances, leaveAlone } from './existing.js';

const guide = loadGuide();
const GP = 'Organization/general-practice';
const known = (value: string, more: object = {}): Resource => ({
  resourceType: 'Organization',
  identifier: [{ system: 'https://x.example/ids', value }],
  ...more,
});

/** Finds what servers are said to hold, by what they do hold. */
function find(
  stated: Record<string, Record<InstanceKey, string>>,
  held: Record<string, Resource>,
): Promise<ExistingInstances> {
  return ExistingInstances.find(new Map(Object.entries(stated)), guide, (url) =>
    Promise.resolve(held[url] ? { status: 200, resource: held[url] } : { status: 404 }),
  );
}

describe('instances that are there already', () => {
  it('are where the file says, and known by what they are known by at every server', async () => {
    const both = [...(known('1').identifier as object[]), { system: 'https://y.example', value: '2' }];
    const found = await find(
      { 'http://a': { [GP]: 'Organization/7' }, 'http://b': { [GP]: 'Organization/8' } },
      { 'http://a/Organization/7': known('1'), 'http://b/Organization/8': known('1', { identifier: both }) },
    );
    expect(found.at(GP, 'http://a')).toBe('http://a/Organization/7');
    expect(found.at(GP, 'http://b')).toBe('http://b/Organization/8');
    expect(found.at(GP, 'http://c')).toBeUndefined();
    expect(found.identifiers(GP)).toEqual([{ system: 'https://x.example/ids', value: '1' }]);
    expect(found.identifiersOf('http://b/Organization/8')).toEqual(found.identifiers(GP));
    expect(found.identifiersOf('http://b/Organization/9')).toBeUndefined();
    expect(found.contentAt(GP, 'http://a')).toEqual(known('1'));
  });

  it.each<[string, Record<string, Resource>, string]>([
    ['is not there', {}, `says that ${GP} is there already as http://a/Organization/7, but the answer was 404`],
    ['is something else', { 'http://a/Organization/7': { resourceType: 'Patient' } }, 'but it is a Patient'],
    [
      'has no identifier',
      { 'http://a/Organization/7': { resourceType: 'Organization', identifier: [{ value: '1' }] } },
      'has no identifier with system and value: give it one',
    ],
    [
      'is known by another identifier elsewhere',
      { 'http://a/Organization/7': known('1'), 'http://b/Organization/8': known('2') },
      'by none of the identifiers that it has elsewhere (https://x.example/ids|1)',
    ],
  ])('are refused where one %s', async (_fault, held, message) => {
    const stated = { 'http://a': { [GP]: 'Organization/7' }, 'http://b': { [GP]: 'Organization/8' } };
    await expect(find(stated, held)).rejects.toMatchObject({
      message: expect.stringContaining(message),
      isUsage: true,
    });
  });

  it('are refused for flows that write them', async () => {
    const plans = plansFor(await loadFlows(ownScenarios(), [{ flow: 'simple-lab-order' }], guide), [], guide, {});
    expect(() => leaveAlone(new Set([GP, 'Patient/amy']), plans)).not.toThrow();
    expect(() => leaveAlone(new Set(['ServiceRequest/cbc-order']), plans)).toThrow(
      'the flow simple-lab-order writes ServiceRequest/cbc-order',
    );
    const claims = plansFor(await loadFlows(ownScenarios(), [{ flow: 'claim' }], guide), [], guide, {});
    const raced = claims.flatMap(({ acts }) =>
      acts.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'race' ? step.lanes : []))),
    );
    expect(() => leaveAlone(new Set([raced[0]?.key ?? '']), claims)).toThrow('cannot be there already');
  });
});
