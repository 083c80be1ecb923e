import { describe, expect, it } from 'vitest';
import type { ReceivedRecord } from './record.js';
import { readNotification } from './notification.js';

const request = (method: string, body?: ReceivedRecord['request']['body']): ReceivedRecord['request'] => ({
  method,
  url: 'http://127.0.0.1:1/t/fulfiller/notify',
  headers: {},
  ...(body ? { body } : {}),
});

const status = (parameter: unknown[]): unknown => ({
  resourceType: 'Bundle',
  type: 'history',
  entry: [{ resource: { resourceType: 'Parameters', parameter } }],
});

describe('readNotification', () => {
  it('reads a Backport bundle: type, topic, subscription, and the focus and number of each event', () => {
    const json = status([
      { name: 'subscription', valueReference: { reference: 'http://a/fhir/Subscription/1' } },
      { name: 'topic', valueCanonical: 'http://x/topic' },
      { name: 'type', valueCode: 'event-notification' },
      {
        name: 'notification-event',
        part: [
          { name: 'event-number', valueString: '7' },
          { name: 'focus', valueReference: { reference: 'Task/1' } },
        ],
      },
    ]);
    expect(readNotification(request('POST', { json }), '/notify')).toEqual({
      form: 'backport',
      type: 'event-notification',
      topic: 'http://x/topic',
      subscription: 'http://a/fhir/Subscription/1',
      events: [{ focus: 'Task/1', number: 7 }],
    });
  });

  it('knows a handshake from an event', () => {
    const json = status([{ name: 'type', valueCode: 'handshake' }]);
    expect(readNotification(request('POST', { json }), '/notify')).toMatchObject({ type: 'handshake', events: [] });
  });

  it.each(['PUT', 'POST'])('reads a plain rest-hook that sends the resource by %s', (method) => {
    const json = { resourceType: 'Task', id: '1', meta: { versionId: '3' } };
    expect(readNotification(request(method, { json }), '/notify/Task/1')).toMatchObject({
      form: 'resource',
      events: [{ focus: 'Task/1', versionId: '3' }],
    });
  });

  it('takes the id from the path when the resource sent has none', () => {
    const json = { resourceType: 'Task' };
    expect(readNotification(request('PUT', { json }), '/notify/Task/9').events).toEqual([{ focus: 'Task/9' }]);
  });

  it('reads an empty rest-hook, which names nothing', () => {
    expect(readNotification(request('POST'), '/notify')).toEqual({
      form: 'empty',
      type: 'event-notification',
      events: [],
    });
  });

  it('takes an event whose parts are no list for one that names nothing', () => {
    const status = {
      resourceType: 'Parameters',
      parameter: [
        { name: 'type', valueCode: 'event-notification' },
        { name: 'notification-event', part: {} },
      ],
    };
    const json = { resourceType: 'Bundle', type: 'history', entry: [{ resource: status }] };
    expect(readNotification(request('POST', { json }), '/notify')).toMatchObject({ form: 'backport', events: [] });
  });

  it.each([
    ['text', { text: 'hello' }],
    ['a list', { json: [1] }],
    ['null', { json: null }],
    ['another bundle', { json: { resourceType: 'Bundle', type: 'searchset' } }],
    [
      'a history of something else',
      { json: { resourceType: 'Bundle', type: 'history', entry: [{ resource: { resourceType: 'Task' } }] } },
    ],
    ['broken parts', { json: { resourceType: 'Bundle', type: 'history', entry: [null, 3] } }],
  ] as const)('takes %s for no notification, without a throw', (_what, body) => {
    expect(readNotification(request('POST', body as ReceivedRecord['request']['body']), '/notify').form).toBe(
      'unknown',
    );
  });
});
