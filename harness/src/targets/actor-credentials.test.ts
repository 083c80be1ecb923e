import { describe, expect, it } from 'vitest';
import { ActorCredentials } from './actor-credentials.js';
import { Credentials } from './auth.js';
import { BYSTANDING_CALLERS, type Caller } from './caller.js';

const A = 'http://a.example';
const B = 'http://b.example';
const bearer = (origin: string, token: string): Credentials =>
  new Credentials(new Map([[origin, { type: 'bearer' as const, token }]]));
const caller = (name: string, is = name): Caller => ({ name, is, party: () => ({ urls: [], identifiers: [] }) });

const credentials = new ActorCredentials(
  new Credentials(
    new Map([
      [A, { type: 'bearer' as const, token: 'for-all-a' }],
      [B, { type: 'bearer' as const, token: 'for-all-b' }],
    ]),
  ),
  new Map([
    ['fulfiller', bearer(A, 'laboratory')],
    ['second-lab', bearer(A, 'second')],
    ['bystander', bearer(A, 'other-clinic')],
  ]),
);
const sent = async (url: string, who?: Caller): Promise<string | undefined> =>
  (await credentials.headersFor(url, who)).authorization;

describe('credentials per actor', () => {
  it.each([
    ['nobody in particular', undefined, A, 'for-all-a'],
    ['who has none of its own', caller('placer'), A, 'for-all-a'],
    ['who plays the actor', caller('first-lab', 'fulfiller'), A, 'laboratory'],
    ['who is named itself', caller('second-lab', 'fulfiller'), A, 'second'],
    ['who has its own for another origin', caller('fulfiller'), B, 'for-all-b'],
  ])('are those of %s', async (_who, who, origin, token) => {
    expect(await sent(`${origin}/fhir/Task/1`, who)).toBe(`Bearer ${token}`);
  });

  it('are lent to no bystander', async () => {
    const bystander = BYSTANDING_CALLERS.get('bystander');
    expect(await sent(`${A}/x`, bystander)).toBe('Bearer other-clinic');
    expect(await sent(`${B}/x`, bystander)).toBeUndefined();
    expect(await sent(`${A}/x`, BYSTANDING_CALLERS.get('bystander-patient'))).toBeUndefined();
  });

  it('tell for which servers there are some', () => {
    expect(credentials.hasBystander('bystander', [`${A}/fhir`])).toBe(true);
    expect(credentials.hasBystander('bystander', [`${B}/fhir`])).toBe(false);
    expect(credentials.hasAny([`${B}/fhir`])).toBe(true);
    expect(credentials.hasAny(['http://c.example'])).toBe(false);
  });
});
