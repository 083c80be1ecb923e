import path from 'node:path';

/** A warning or an error of SUSHI. Lines are 1-based; files absolute, as SUSHI gives them. */
export interface Problem {
  level: 'error' | 'warn';
  message: string;
  file?: string;
  line?: number;
  /** Where the RuleSet that holds the faulty rule was inserted. */
  appliedFile?: string;
  appliedLine?: number;
}

/** SUSHI appends where a problem is to its message, each on a line of its own; this takes it apart again. */
export function parseProblem(level: Problem['level'], text: string): Problem {
  const problem: Problem = { level, message: '' };
  const rest: string[] = [];
  for (const line of text.split('\n')) {
    const [, label, value = ''] = /^ {2}(Applied in File|Applied on Line|File|Line): (.*)$/.exec(line) ?? [];
    if (label === 'File') problem.file = value;
    else if (label === 'Line') problem.line = Number.parseInt(value, 10);
    else if (label === 'Applied in File') problem.appliedFile = value;
    else if (label === 'Applied on Line') problem.appliedLine = Number.parseInt(value, 10);
    else rest.push(line);
  }
  problem.message = rest.join('\n').trim();
  return problem;
}

/** What to do about problems whose own text leaves it open; the first that matches is shown. */
const advice: [RegExp, string][] = [
  [/is not defined for system/, 'Use a code that it has, or add this one to the code system.'],
  [/is not in .*\.fhir-home/, 'Add the package to package.json, scripts/fhir-cache.ts and sushi-config.yaml.'],
  [
    /(cannot be resolved|could not be resolved|not found|Cannot find|Could not find|No definition)/i,
    'Check the spelling, and that the name is defined under input/fsh or, for an alias, in input/fsh/aliases.fsh.',
  ],
  [
    /(extraneous input|mismatched input|no viable alternative|missing )/,
    'The FSH cannot be read from here on: look at this line and the one above it (quotes, brackets, a missing keyword).',
  ],
  [
    /does not exist for path|No element found at path/i,
    'The element is not in this profile: compare the path with the resource in FHIR R4, with its slices and indices.',
  ],
  [/duplicate|already (exists|defined)/i, 'Two definitions share a name or an id: rename or remove one of them.'],
];

/** What to do about a problem, or undefined when its own text says it. */
export function adviceFor(message: string): string | undefined {
  return advice.find(([pattern]) => pattern.test(message))?.[1];
}

/** A problem for people and for editors that follow `file:line`: place, level, text, and what to do. */
export function formatProblem(problem: Problem, root: string): string {
  const place = position(problem.file, problem.line, root);
  const lines = [`${place ? `${place} ` : ''}${problem.level === 'warn' ? 'warning' : 'error'}: ${problem.message}`];
  const applied = position(problem.appliedFile, problem.appliedLine, root);
  if (applied) lines.push(`  inserted at ${applied}`);
  const hint = adviceFor(problem.message);
  if (hint) lines.push(`  ${hint}`);
  return lines.join('\n');
}

function position(file: string | undefined, line: number | undefined, root: string): string | undefined {
  if (!file) return undefined;
  const shown = path.isAbsolute(file) ? path.relative(root, file) : file;
  return `${shown.split(path.sep).join('/')}${line === undefined ? '' : `:${line}`}`;
}
