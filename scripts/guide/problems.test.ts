import { expect, test } from 'vitest';
import { adviceFor, formatProblem, parseProblem } from './problems.js';

test('a message of SUSHI is taken apart into text and place', () => {
  const text = 'No element found at path focs\n  File: /guide/input/fsh/a.fsh\n  Line: 12 - 14';
  expect(parseProblem('error', text)).toEqual({
    level: 'error',
    message: 'No element found at path focs',
    file: '/guide/input/fsh/a.fsh',
    line: 12,
  });
});

test('a rule in a RuleSet tells where it was inserted as well', () => {
  const text = 'Bad rule\n  File: /g/rulesets.fsh\n  Line: 3\n  Applied in File: /g/task.fsh\n  Applied on Line: 40';
  const problem = parseProblem('warn', text);
  expect(problem).toMatchObject({ file: '/g/rulesets.fsh', line: 3, appliedFile: '/g/task.fsh', appliedLine: 40 });
  expect(formatProblem(problem, '/g')).toBe('rulesets.fsh:3 warning: Bad rule\n  inserted at task.fsh:40');
});

test('text that merely mentions a file stays in the message', () => {
  expect(parseProblem('error', 'Look here.\nFile: not a place')).toEqual({
    level: 'error',
    message: 'Look here.\nFile: not a place',
  });
});

test('a problem without a place is printed without one', () => {
  expect(formatProblem({ level: 'error', message: 'Something else' }, '/g')).toBe('error: Something else');
});

test('common problems come with what to do', () => {
  expect(adviceFor('No element found at path focs for coordination-task')).toContain(
    'The element is not in this profile',
  );
  expect(adviceFor('Cannot find definition for Instance: amy')).toContain('Check the spelling');
  expect(adviceFor("extraneous input 'Profle' expecting {<EOF>, KW_ALIAS}")).toContain('cannot be read from here on');
  expect(adviceFor('hl7.x#1.0.0 is not in /g/.fhir-home/.fhir/packages')).toContain('Add the package');
  expect(adviceFor('Something else')).toBeUndefined();
});
