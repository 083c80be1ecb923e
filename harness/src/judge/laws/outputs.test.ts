import { describe, expect, it } from 'vitest';
import { loadGuide } from '../../guide/load-guide.js';
import type { Resource } from '../../guide/resource.js';
import { lawFindings } from './history.fixture.js';

const guide = loadGuide();
const instance = (key: string): Resource => guide.instance(key) as Resource;
const asked = instance('Task/cbc-coordination');
const completed = instance('Task/cbc-coordination-completed');

describe('what an output is based on', () => {
  it('is the order that was asked for, whatever the Task is made to point to later', () => {
    const astray = { reference: 'ServiceRequest/other' };
    const [found] = lawFindings(
      'output-based-on',
      [
        { by: 'placer', body: instance('ServiceRequest/cbc-order') },
        { by: 'placer', body: asked },
        { by: 'fulfiller', body: instance('DiagnosticReport/cbc-report') },
        { by: 'fulfiller', body: { ...completed, id: asked.id ?? '', focus: astray } },
      ],
      guide,
    );
    expect([found?.verdict, found?.expected]).toEqual([
      'pass',
      'DiagnosticReport/cbc-report refers to ServiceRequest/cbc-order',
    ]);
  });
});

describe('one version that nobody in the run wrote', () => {
  it('is told of as one', () => {
    const body = instance('ServiceRequest/cbc-order');
    const writes = [{ by: 'placer', body }, { body: { ...body, status: 'completed' } }];
    const [found] = lawFindings('request-author-only', writes, guide);
    expect(found?.seen).toBe('1 version was written by nobody in this run');
  });
});
