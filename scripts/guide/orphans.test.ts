import { expect, test } from 'vitest';
import type { Compiled } from './content.js';
import { orphanExamples, type ListedResource } from './orphans.js';

const patient: Compiled = { resourceType: 'Patient', id: 'amy' };
const order: Compiled = { resourceType: 'ServiceRequest', id: 'order', subject: { reference: 'Patient/amy' } };
const system: Compiled = {
  resourceType: 'NamingSystem',
  id: 'orders',
  uniqueId: [{ value: 'https://a.example/orders' }],
};
const example = (key: string): ListedResource => ({ reference: { reference: key }, exampleBoolean: true });
const orphans = (resources: Compiled[], texts: string[] = []) =>
  orphanExamples(
    resources.map(({ resourceType, id }) => example(`${resourceType}/${id}`)),
    resources,
    texts,
  );

test('an example that another one, a flow or a page leads to is no orphan', () => {
  expect(orphans([patient, order], ['create: ServiceRequest/order\n'])).toEqual([]);
  expect(orphans([patient, order], ['See [the order](ServiceRequest-order.html).'])).toEqual([]);
});

test('an example that nothing leads to is found; a similar name is no mention, nor is its own', () => {
  const finding =
    'ServiceRequest/order is an orphan: no flow, page or other resource leads to it. Use it or remove it.';
  expect(orphans([patient, order])).toEqual([finding]);
  expect(orphans([patient, order], ['create: ServiceRequest/order-two'])).toEqual([finding]);
  expect(orphans([patient, { ...order, basedOn: { reference: 'ServiceRequest/order' } }])).toEqual([finding]);
});

test('an entry of a bundle counts, and so does a use of an identifier system', () => {
  const bundle: Compiled = {
    resourceType: 'Bundle',
    id: 'b',
    entry: [{ fullUrl: 'https://a.example/fhir/Patient/amy' }],
  };
  expect(orphans([patient, bundle], ['Bundle/b'])).toEqual([]);
  expect(orphans([system])).toHaveLength(1);
  const used = { ...patient, identifier: [{ system: 'https://a.example/orders' }] };
  expect(orphans([system, used], ['Patient/amy'])).toEqual([]);
});

test('an example of a profile, and what is no example, shows itself', () => {
  const listed = [
    { reference: { reference: 'Task/t' }, exampleCanonical: 'http://g.example/StructureDefinition/task' },
    { reference: { reference: 'ValueSet/v' }, exampleBoolean: false },
  ];
  expect(orphanExamples(listed, [], [])).toEqual([]);
});
