import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Acceptance, parseAccepted } from './accepted.js';
import { resultOf } from './check.js';
import type { OfficialIssue } from './issue.js';
import type { Subject } from './subjects.js';

const issue = (severity: OfficialIssue['severity'], message: string, path = 'Task.focus'): OfficialIssue => ({
  severity,
  id: '',
  path,
  message,
});
const entry = (where: string, message: string, more = ''): string =>
  `- message: "${message}"\n  where: "${where}"\n  reason: because\n${more}`;
const task: Subject = { name: 'guide/Task-x', resource: { resourceType: 'Task' } };

function judge(list: string, ...issues: OfficialIssue[]) {
  const acceptance = new Acceptance(parseAccepted(list, 'accepted.yaml'));
  const result = resultOf([task], [issues], acceptance);
  return {
    problems: result.problems.map(({ issue: { message } }) => message),
    stale: acceptance.stale([task.name]).map(({ line }) => line),
  };
}

describe('what is tolerated', () => {
  test('a warning that an entry names, where it names it', () => {
    const list = entry('guide/Task-* Task.focus', 'no such *');
    expect(judge(list, issue('warning', 'no such thing'))).toEqual({ problems: [], stale: [] });
    expect(judge(list, issue('warning', 'no such thing', 'Task.owner')).problems).toEqual(['no such thing']);
    expect(judge(list, issue('warning', 'another')).problems).toEqual(['another']);
  });

  test('an error by an entry only that speaks of errors, and such an entry no warning', () => {
    const list = entry('*', 'no such thing');
    expect(judge(list, issue('error', 'no such thing')).problems).toEqual(['no such thing']);
    expect(judge(`${list}  severity: error\n`, issue('error', 'no such thing')).problems).toEqual([]);
    expect(judge(`${list}  severity: error\n`, issue('warning', 'no such thing')).problems).toEqual(['no such thing']);
  });

  test('mere information, always', () => {
    expect(judge('[]', issue('information', 'by the way')).problems).toEqual([]);
  });

  test('signs that mean something in patterns mean themselves', () => {
    expect(judge(entry('*', 'a.b (c)?'), issue('warning', 'a.b (c)?')).problems).toEqual([]);
    expect(judge(entry('*', 'a.b (c)?'), issue('warning', 'axb c')).problems).toEqual(['axb c']);
  });
});

describe('a stale entry', () => {
  test('is one that nothing needs', () => {
    expect(judge(`${entry('*', 'a')}${entry('guide/*', 'b')}`, issue('warning', 'a')).stale).toEqual([4]);
  });

  test('is not one about what was not validated this time', () => {
    expect(judge(entry('sent/*', 'a')).stale).toEqual([]);
  });
});

describe('the file', () => {
  test.each([
    ['no list', 'message: a', /:1: must be a list/],
    ['an entry without a reason', '- message: a\n  where: b', /:1: "reason" is missing/],
    ['an empty reason', '- message: a\n  where: b\n  reason: ""', /:1: "reason" must be a text/],
    [
      'an unknown key',
      `${entry('*', 'a')}  because: x`,
      /:1: unknown "because"; an entry has message, where, reason, severity/,
    ],
    [
      'another severity',
      `[]\n`.replace('[]', entry('*', 'a', '  severity: fatal')),
      /:1: "severity" is warning or error/,
    ],
    ['no YAML', '- message: "a', /accepted.yaml:1: /],
  ])('with %s is refused with its line', (_title, text, message) => {
    expect(() => parseAccepted(text, 'accepted.yaml')).toThrow(message);
  });

  test('of this project can be read, and gives each entry a reason', () => {
    const file = new URL('./accepted.yaml', import.meta.url);
    expect(parseAccepted(readFileSync(file, 'utf8'), 'accepted.yaml').every(({ reason }) => reason.length > 20)).toBe(
      true,
    );
  });
});
