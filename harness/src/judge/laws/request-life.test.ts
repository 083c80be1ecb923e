import { describe, expect, it } from 'vitest';
import { loadGuide } from '../../guide/load-guide.js';
import type { Guide } from '../../guide/guide.js';
import type { Resource } from '../../guide/resource.js';
import { lawFindings, type ToldWrite } from './history.fixture.js';

const own = loadGuide();
const order = own.instance('ServiceRequest/cbc-order') as Resource;
const task = own.instance('Task/cbc-coordination') as Resource;

/** What takes the place of the order, and acts on a proposal; the guide's own flows have no such pair. */
const proposal: Resource = { ...order, id: 'cbc-proposal', intent: 'proposal' };
const successor: Resource = {
  ...order,
  id: 'cbc-successor',
  basedOn: [{ reference: 'ServiceRequest/cbc-proposal' }],
  replaces: [{ reference: 'ServiceRequest/cbc-order' }],
};
const told = new Map([proposal, successor].map((one) => [`${one.resourceType}/${one.id ?? ''}`, one]));
const guide: Guide = { ...own, instance: (key) => told.get(key) ?? own.instance(key) };

const by = (writer: string | undefined, body: Resource, set: Record<string, unknown> = {}): ToldWrite => {
  const changed = Object.entries({ ...body, ...set }).filter(([, value]) => value !== null);
  return { ...(writer ? { by: writer } : {}), body: Object.fromEntries(changed) as Resource };
};
const ordered = by('placer', order);
const asked = by('placer', task);
const accepted = by('fulfiller', task, { status: 'accepted' });
const completed = by('fulfiller', task, { status: 'completed' });
const replaced = by('placer', successor);

describe('laws on Requests', () => {
  it.each<[string, string, string, ToldWrite[]]>([
    ['request-identifier', 'is kept', 'pass', [ordered, by('placer', order, { status: 'completed' })]],
    ['request-identifier', 'is missing', 'fail', [by('placer', order, { identifier: null })]],
    ['request-identifier', 'is taken away', 'fail', [ordered, by('placer', order, { identifier: [] })]],
    ['request-authorship', 'is told', 'pass', [ordered]],
    ['request-authorship', 'lacks who', 'fail', [by('placer', order, { requester: null })]],
    ['request-authorship', 'lacks when', 'fail', [by('placer', order, { authoredOn: null })]],
    [
      'request-authorship',
      'is an author’s',
      'pass',
      [by('placer', order, { requester: null, author: order.requester })],
    ],
    ['request-before-task', 'comes first', 'pass', [ordered, asked]],
    ['request-before-task', 'comes later', 'fail', [asked, ordered]],
    ['request-before-task', 'was there before the run', 'none', [asked]],
    [
      'request-authority',
      'stands',
      'pass',
      [ordered, asked, accepted, completed, by('placer', order, { status: 'completed' })],
    ],
    [
      'request-authority',
      'ends while work goes on',
      'fail',
      [ordered, asked, accepted, by('placer', order, { status: 'completed' })],
    ],
    [
      'request-authority',
      'ends after the work, by whom nobody saw',
      'pass',
      [ordered, asked, accepted, completed, by(undefined, order, { status: 'completed' })],
    ],
    [
      'request-authority',
      'ends before the work, by whom nobody saw',
      'fail',
      [ordered, asked, accepted, by(undefined, order, { status: 'completed' }), completed],
    ],
    ['request-authority', 'is not there yet', 'fail', [by('placer', order, { status: 'draft' }), asked]],
    ['request-authority', 'is withdrawn', 'pass', [ordered, asked, by('placer', order, { status: 'revoked' })]],
    ['request-authority', 'asks nobody', 'none', [ordered]],
    ['request-hold-reason', 'goes on', 'none', [ordered]],
    ['request-hold-reason', 'says nothing', 'fail', [ordered, by('placer', order, { status: 'on-hold' })]],
    [
      'request-hold-reason',
      'says why',
      'pass',
      [
        ordered,
        by('placer', order, {
          status: 'on-hold',
          extension: [
            {
              url: 'http://hl7.org/fhir/StructureDefinition/request-statusReason',
              valueCodeableConcept: { text: 'away' },
            },
          ],
        }),
      ],
    ],
    ['request-based-on', 'acts on no proposal', 'none', [ordered]],
    ['request-based-on', 'refers to it', 'pass', [by('fulfiller', proposal), replaced]],
    [
      'request-based-on',
      'does not say so',
      'fail',
      [by('fulfiller', proposal), by('placer', successor, { basedOn: null })],
    ],
    ['request-replaces', 'refers back', 'pass', [ordered, replaced]],
    ['request-replaces', 'does not say so', 'fail', [ordered, by('placer', successor, { replaces: null })]],
    ['request-replaced', 'ends', 'pass', [ordered, replaced, by('placer', order, { status: 'revoked' })]],
    ['request-replaced', 'goes on', 'fail', [ordered, replaced]],
    ['request-replaced', 'has no successor', 'none', [ordered]],
    ['request-not-rewritten', 'is not touched', 'pass', [ordered, asked, accepted]],
    [
      'request-not-rewritten',
      'gets a note',
      'pass',
      [ordered, asked, accepted, by('placer', order, { note: [{ text: 'hurry' }] })],
    ],
    [
      'request-not-rewritten',
      'orders something else',
      'fail',
      [ordered, asked, accepted, by('placer', order, { code: { text: 'else' } })],
    ],
    [
      'request-not-rewritten',
      'is for somebody else',
      'fail',
      [ordered, asked, accepted, by('placer', order, { subject: { reference: 'Patient/ben' } })],
    ],
    [
      'request-not-rewritten',
      'is changed before anybody accepts',
      'pass',
      [ordered, asked, by('placer', order, { code: { text: 'else' } }), by('fulfiller', task, { status: 'accepted' })],
    ],
    ['request-not-rewritten', 'nobody works by it', 'none', [ordered, asked]],
  ])('%s: %s: %s', (law, _title, wanted, writes) => {
    const verdicts = lawFindings(law, writes, guide).map(({ verdict }) => verdict);
    expect((['fail', 'pass'] as const).find((one) => verdicts.includes(one)) ?? 'none').toBe(wanted);
  });
});
