import { describe, expect, it } from 'vitest';
import type { Resource } from '../guide/resource.js';
import { delocalize, localize, shiftDate } from './localize.js';

const order: Resource = {
  resourceType: 'ServiceRequest',
  id: 'cbc-order',
  identifier: [{ system: 'https://practice.example.org/orders', value: 'GP-1' }],
  requisition: { system: 'https://practice.example.org/groups', value: 'G-1' },
  contained: [{ resourceType: 'Practitioner', id: 'p', telecom: [{ system: 'phone', value: '555' }] }],
  requester: { reference: '#p' },
  subject: { reference: 'Patient/amy', identifier: { system: 'urn:oid:1.2.3', value: 'A' } },
  performer: [{ reference: 'Organization/elsewhere' }, { reference: 'https://other.example.org/fhir/Organization/9' }],
  quantityQuantity: { system: 'http://unitsofmeasure.org', value: 3, code: 'mg' },
  authoredOn: '2026-03-02T09:05:00+01:00',
  occurrenceDateTime: '2026-03-03',
  note: [{ text: 'due 2026-03-03' }],
};
const shiftMs = 10 * 86_400_000 + 5_000;
const how = {
  suffix: '-x1',
  shiftMs,
  locate: (key: string): string | undefined =>
    key === 'Patient/amy' ? 'http://127.0.0.1:1/fhir/Patient/77' : undefined,
};

describe('localize', () => {
  const sent = localize(order, how);

  it('points references to where the resource is and leaves contained, absolute and unknown ones', () => {
    expect(sent.subject).toMatchObject({ reference: 'http://127.0.0.1:1/fhir/Patient/77' });
    expect(sent.requester).toEqual({ reference: '#p' });
    expect(sent.performer).toEqual(order.performer);
  });

  it('adds the suffix to every identifier, also in references, but not to phone numbers or quantities', () => {
    expect(sent.identifier).toMatchObject([{ value: 'GP-1-x1' }]);
    expect(sent.requisition).toMatchObject({ value: 'G-1-x1' });
    expect(sent.subject).toMatchObject({ identifier: { value: 'A-x1' } });
    expect(JSON.stringify(sent.contained)).toContain('"value":"555"');
    expect(sent.quantityQuantity).toEqual(order.quantityQuantity);
  });

  it('shifts dates in their own precision, and no text that only mentions one', () => {
    expect(sent.authoredOn).toBe('2026-03-12T08:05:05Z');
    expect(sent.occurrenceDateTime).toBe('2026-03-13');
    expect(sent.note).toEqual([{ text: 'due 2026-03-03' }]);
  });

  it('does not change the instance', () => {
    expect(order.subject).toMatchObject({ reference: 'Patient/amy' });
  });

  it('is undone by delocalize, but for time zones', () => {
    const back = delocalize(sent, {
      suffix: how.suffix,
      shiftMs,
      name: (reference) => (reference.endsWith('/Patient/77') ? 'Patient/amy' : undefined),
    });
    expect(back).toEqual({ ...order, authoredOn: '2026-03-02T08:05:00Z' });
  });
});

describe('shiftDate', () => {
  it('keeps fractions of a second where there were some', () => {
    expect(shiftDate('2026-03-02T09:05:00.250Z', 1000)).toBe('2026-03-02T09:05:01.250Z');
  });
  it('leaves what looks like a date and is none', () => {
    expect(shiftDate('2026-99-99', 1000)).toBe('2026-99-99');
  });
});
