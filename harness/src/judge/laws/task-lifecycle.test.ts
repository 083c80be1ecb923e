import { describe, expect, it } from 'vitest';
import { loadGuide } from '../../guide/load-guide.js';
import type { Resource } from '../../guide/resource.js';
import { lawFindings, type ToldWrite } from './history.fixture.js';

const guide = loadGuide();
const order = guide.instance('ServiceRequest/cbc-order') as Resource;
const asked = guide.instance('Task/cbc-coordination') as Resource;
const { owner: _owner, ...rest } = asked;
const unowned = rest as Resource;
const lab = { reference: 'Organization/city-lab' };

const by = (writer: string | undefined, body: Resource, set: Record<string, unknown> = {}): ToldWrite => {
  const changed = Object.entries({ ...body, ...set }).filter(([, value]) => value !== null);
  return { ...(writer ? { by: writer } : {}), body: Object.fromEntries(changed) as Resource };
};
const business = (code: string): object => ({
  coding: [{ system: `${guide.canonical}/CodeSystem/cow-business-status`, code }],
});
const local = (code: string): object => ({ coding: [{ system: 'http://example.com/our-own', code }] });
const extension = (name: string, part: string, party: string): object => ({
  url: `http://hl7.org/fhir/5.0/StructureDefinition/extension-Task.${name}`,
  extension: [{ url: part, valueReference: { reference: party } }],
});

/** What a law finds: its verdict, or `none` where it has no occasion. */
function verdict(law: string, ...writes: ToldWrite[]): string {
  const found = lawFindings(law, writes, guide);
  return found.map((finding) => finding.verdict).join(' ') || 'none';
}

const ask = by('placer', asked);
const accepted = by('fulfiller', asked, { status: 'accepted' });

describe('laws on what stands in a Task', () => {
  it.each<[string, string, string, ToldWrite[]]>([
    ['task-identifier', 'keeps it', 'pass', [ask, accepted]],
    ['task-identifier', 'has none', 'fail', [by('placer', asked, { identifier: [] })]],
    ['task-identifier', 'has one without a system', 'fail', [by('placer', asked, { identifier: [{ value: '7' }] })]],
    [
      'task-identifier',
      'gets another',
      'fail',
      [ask, by('fulfiller', asked, { identifier: [{ system: 'urn:x', value: '7' }] })],
    ],
    ['task-begins', 'as requested', 'pass', [ask, accepted]],
    ['task-begins', 'as accepted', 'fail', [by('placer', asked, { status: 'accepted' })]],
    [
      'task-begins',
      'before the history shows',
      'none',
      [by(undefined, asked, { status: 'received' }), by('placer', asked)],
    ],
    ['task-requester', 'stays', 'pass', [ask, accepted]],
    ['task-requester', 'is missing', 'fail', [by('placer', asked, { requester: null })]],
    ['task-requester', 'is a name only', 'fail', [by('placer', asked, { requester: { display: 'The practice' } })]],
    ['task-requester', 'becomes another', 'fail', [ask, by('fulfiller', asked, { requester: lab })]],
    ['task-kept', 'stays', 'pass', [ask, accepted]],
    [
      'task-kept',
      'is about another order',
      'fail',
      [ask, by('placer', asked, { focus: { reference: 'ServiceRequest/x' } })],
    ],
    ['task-kept', 'asks for something else', 'fail', [ask, by('fulfiller', asked, { code: local('other') })]],
    ['task-kept', 'is for somebody else', 'fail', [ask, by('fulfiller', asked, { for: { reference: 'Patient/ben' } })]],
    ['task-subject', 'is the same', 'pass', [by('placer', order), ask]],
    [
      'task-subject',
      'is another',
      'fail',
      [by('placer', order), by('placer', asked, { for: { reference: 'Patient/ben' } })],
    ],
    [
      'task-subject',
      'is one of whom the guide knows nothing',
      'pass',
      [
        by('placer', order, { subject: { reference: 'Patient/9' } }),
        by('placer', asked, { for: { reference: 'Patient/9' } }),
      ],
    ],
    ['task-subject', 'of a Request that is not shown', 'none', [ask]],
    ['task-authored', 'stays', 'pass', [ask, by('fulfiller', asked, { authoredOn: '2026-03-02T10:05:00+01:00' })]],
    ['task-authored', 'is missing', 'fail', [by('placer', asked, { authoredOn: null })]],
    ['task-authored', 'moves', 'fail', [ask, by('fulfiller', asked, { authoredOn: '2026-03-03T09:20:00Z' })]],
    ['accepted-has-owner', 'is asked', 'none', [ask]],
    ['accepted-has-owner', 'is the one who accepts', 'pass', [ask, accepted]],
    ['accepted-has-owner', 'becomes it by accepting', 'pass', [by('placer', unowned), accepted]],
    [
      'accepted-has-owner',
      'is nobody',
      'fail',
      [by('placer', unowned), by('fulfiller', unowned, { status: 'accepted' })],
    ],
    [
      'accepted-has-owner',
      'is somebody else',
      'fail',
      [by('placer', unowned), by('other', asked, { status: 'accepted' })],
    ],
    ['business-status', 'is not told', 'none', [ask, accepted]],
    [
      'business-status',
      'fits',
      'pass',
      [ask, by('fulfiller', asked, { status: 'in-progress', businessStatus: business('specimen-collected') })],
    ],
    [
      'business-status',
      'does not fit',
      'fail',
      [ask, by('fulfiller', asked, { status: 'accepted', businessStatus: business('specimen-collected') })],
    ],
    [
      'business-status',
      'stays when the work fails',
      'pass',
      [
        by('fulfiller', asked, { status: 'in-progress', businessStatus: business('specimen-collected') }),
        by('fulfiller', asked, { status: 'failed', businessStatus: business('specimen-collected') }),
      ],
    ],
    [
      'business-status',
      'says how far the work had come that failed',
      'pass',
      [
        by('fulfiller', asked, { status: 'in-progress' }),
        by('fulfiller', asked, { status: 'failed', businessStatus: business('specimen-collected') }),
      ],
    ],
    [
      'business-status',
      'is of another system',
      'none',
      [by('placer', asked, { businessStatus: local('specimen-collected') })],
    ],
    ['unknown-codes', 'are not there', 'none', [ask, accepted]],
    [
      'unknown-codes',
      'are kept',
      'pass',
      [
        by('placer', asked, { businessStatus: local('x') }),
        by('fulfiller', asked, { status: 'accepted', businessStatus: local('x') }),
      ],
    ],
    [
      'unknown-codes',
      'give way to another',
      'pass',
      [
        by('placer', asked, { businessStatus: local('x') }),
        by('fulfiller', asked, { businessStatus: business('selected') }),
      ],
    ],
    ['unknown-codes', 'are thrown away', 'fail', [by('placer', asked, { businessStatus: local('x') }), accepted]],
    [
      'unknown-codes',
      'of an input are thrown away',
      'fail',
      [
        by('placer', asked, { input: [{ type: local('x'), valueString: 'y' }] }),
        by('fulfiller', asked, { input: [{ type: business('x'), valueString: 'y' }] }),
      ],
    ],
  ])('%s: %s: %s', (law, _title, wanted, writes) => {
    expect(verdict(law, ...writes)).toBe(wanted);
  });
});

describe('laws on who is named without being responsible', () => {
  const wished = { ...unowned, extension: [extension('requestedPerformer', 'reference', 'Organization/city-lab')] };
  const tookPart = {
    ...asked,
    owner: { reference: 'Organization/east-lab' },
    extension: [extension('performer', 'actor', 'Organization/city-lab')],
  };
  const working = { ...tookPart, status: 'accepted' };
  it.each<[string, string, string, ToldWrite[]]>([
    [
      'requested-performer',
      'becomes the owner',
      'none',
      [by('placer', wished), by('fulfiller', wished, { status: 'accepted', owner: lab })],
    ],
    [
      'requested-performer',
      'accepts without becoming the owner',
      'fail',
      [by('placer', wished), by('fulfiller', wished, { status: 'accepted' })],
    ],
    [
      'requested-performer',
      'leaves it to another',
      'pass',
      [
        by('placer', wished),
        by('other', wished, { status: 'accepted', owner: { reference: 'Organization/east-lab' } }),
      ],
    ],
    [
      'request-performer',
      'is preferred and takes another’s Task',
      'fail',
      [
        by('placer', order),
        by('placer', asked, { owner: { reference: 'Organization/east-lab' } }),
        by('fulfiller', asked, { owner: { reference: 'Organization/east-lab' }, status: 'accepted' }),
      ],
    ],
    [
      'request-performer',
      'is preferred, and another is asked',
      'pass',
      [
        by('placer', order),
        by('placer', asked, { owner: { reference: 'Organization/east-lab' } }),
        by('other', asked, { owner: { reference: 'Organization/east-lab' }, status: 'accepted' }),
      ],
    ],
    [
      'performer',
      'took part and goes on as if it were the owner',
      'fail',
      [by('other', working), by('fulfiller', tookPart, { status: 'in-progress' })],
    ],
    ['performer', 'took part', 'pass', [by('other', working), by('other', tookPart, { status: 'in-progress' })]],
    ['performer', 'is named nowhere', 'none', [ask, accepted]],
  ])('%s: %s: %s', (law, _title, wanted, writes) => {
    expect(verdict(law, ...writes)).toBe(wanted);
  });
});
