import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../guide/project-root.js';
import { formatErrors } from '../yaml/format-errors.js';
import { withoutSecrets } from './inline-secrets.js';
import { loadTargetFile, type TargetFile } from './target-file.js';

const instances = ['Organization/general-practice', 'Organization/city-lab', 'Patient/amy'];
const actors = new Set(['placer', 'fulfiller', 'second-lab', 'coordinator']);

const good = `name: Test system
servers:
  placer: https://fhir.example.org/r4
  second-lab: http://127.0.0.1:8080/fhir
  default: { embedded: { port: 8091 } }
external: [fulfiller]
allowTestData: true
auth:
  https://fhir.example.org:
    type: smart-backend-services
    tokenUrl: https://login.example.org/token
    clientId: cow
    privateKeyFile: key.jwk
    alg: ES384
    scope: system/*.cruds
  http://127.0.0.1:8080: { type: basic, user: tester, passwordEnv: LAB_PASSWORD }
limits: { boundMs: 1000, timeoutMs: 5000 }
claims:
  placer: { subscriptions: none }
endpoint: { host: 0.0.0.0, port: 8765, publicUrl: https://cow.example.org }
trouble: [drop, all]
existing:
  placer: { Organization/general-practice: Organization/123, Patient/amy: Patient/7788 }
`;

function load(text: string): TargetFile {
  const { target, errors } = loadTargetFile(text, 'x.yaml', actors, instances);
  expect(formatErrors(errors, text)).toBe('');
  return target as TargetFile;
}

describe('a good target file', () => {
  it('is read as it is written', () => {
    expect(load(good)).toMatchObject({
      name: 'Test system',
      servers: { placer: 'https://fhir.example.org/r4', default: { embedded: { port: 8091 } } },
      external: ['fulfiller'],
      allowTestData: true,
      auth: { 'http://127.0.0.1:8080': { type: 'basic', user: 'tester', passwordEnv: 'LAB_PASSWORD' } },
      limits: { boundMs: 1000, timeoutMs: 5000 },
      claims: { placer: { subscriptions: 'none' } },
      endpoint: { publicUrl: 'https://cow.example.org' },
      trouble: ['drop', 'all'],
    });
  });

  it('may be JSON', () => {
    expect(load('{"servers": {"default": "http://localhost:8080/fhir"}}').servers).toEqual({
      default: 'http://localhost:8080/fhir',
    });
  });

  it('is named after its file unless it says otherwise', () => {
    const { target } = loadTargetFile('servers: { default: embedded }', 'some/where/lab-4.yaml');
    expect(target?.name).toBe('lab-4');
  });

  it('need not allow test data when all servers are on this machine', () => {
    load('servers: { placer: http://127.0.0.1:1, fulfiller: "http://[::1]:2", default: embedded }');
  });

  it('may name any actor when the actors are not known', () => {
    expect(loadTargetFile('servers: { lab-3: http://localhost }', 'x.yaml').errors).toEqual([]);
  });

  const folder = path.join(projectRoot(), 'targets');
  // What stands beside them are lists of expected findings.
  it.each(readdirSync(folder).filter((name) => name.endsWith('.yaml') && !name.endsWith('-expected.yaml')))(
    'is the example %s',
    (name) => {
      const { errors } = loadTargetFile(readFileSync(path.join(folder, name), 'utf8'), name, actors, instances);
      expect(errors).toEqual([]);
    },
  );

  const page = readFileSync(path.join(projectRoot(), 'docs', 'targets.md'), 'utf8');
  const blocks = [...page.matchAll(/```yaml\n([^`]*)```/g)].map(([, block]) => block ?? '');
  it('is what the page on target files shows', () => {
    expect(blocks.length).toBeGreaterThan(4);
    for (const block of blocks) {
      const servers = block.includes('servers:') ? '' : 'servers: { default: https://fhir.hospital.example/r4 }\n';
      const allowed = block.includes('allowTestData') ? '' : 'allowTestData: true\n';
      const { errors } = loadTargetFile(`${servers}${allowed}${block}`, 'x.yaml', actors, instances);
      expect(formatErrors(errors, block)).toBe('');
    }
  });
});

/** One fault, planted by replacing text; `§` marks the place where it must be reported. */
interface Planted {
  fault: string;
  replace: string;
  with: string;
  message: string | RegExp;
  hint?: string | RegExp;
}

const server = 'https://fhir.example.org/r4';
const basic = '{ type: basic, user: tester, passwordEnv: LAB_PASSWORD }';

const faults: Planted[] = [
  {
    fault: 'a misspelt property',
    replace: 'external:',
    with: '§externals:',
    message: 'has no "externals"',
    hint: 'did you mean external?',
  },
  {
    fault: 'no servers',
    replace: 'servers:',
    with: '§server:',
    message: 'a target file has no "server"',
    hint: 'did you mean servers?',
  },
  {
    fault: 'an unknown actor with a server',
    replace: 'second-lab:',
    with: '§secnd-lab:',
    message: 'no flow and no ActorDefinition has an actor "secnd-lab"',
    hint: 'did you mean second-lab?',
  },
  {
    fault: 'an unknown external actor',
    replace: '[fulfiller]',
    with: '[§fulfiler]',
    message: 'has an actor "fulfiler"',
    hint: 'did you mean fulfiller?',
  },
  {
    fault: 'the same external actor twice',
    replace: '[fulfiller]',
    with: '[fulfiller, §fulfiller]',
    message: '"external" lists "fulfiller" twice',
  },
  {
    fault: 'another scheme',
    replace: server,
    with: '§ftp://fhir.example.org',
    message: '"placer" cannot be "ftp://fhir.example.org"',
  },
  {
    fault: 'a URL with credentials',
    replace: server,
    with: '§https://me:pa55word@fhir.example.org',
    message: 'credentials do not belong into a URL',
  },
  { fault: 'a URL with a query', replace: server, with: `§${server}?x=1`, message: 'it must have no query' },
  { fault: 'a broken URL', replace: server, with: '§https://[1', message: 'it is no URL' },
  {
    fault: 'no word of test data',
    replace: 'allowTestData: true\n',
    with: '',
    message: 'https://fhir.example.org is not on this machine, and this file does not allow',
    hint: 'add: allowTestData: true',
  },
  {
    fault: 'test data forbidden',
    replace: 'allowTestData: true',
    with: 'allowTestData: false',
    message: 'is not on this machine',
  },
  {
    fault: 'test data allowed by a word',
    replace: 'allowTestData: true',
    with: 'allowTestData: §"yes"',
    message: '"allowTestData" must be true or false, not text',
  },
  {
    fault: 'an inline password',
    replace: 'passwordEnv: LAB_PASSWORD',
    with: '§password: pa55word',
    message: 'secrets do not belong into this file: \"password\"',
    hint: 'passwordEnv: COW_PASSWORD',
  },
  {
    fault: 'an inline token',
    replace: basic,
    with: '{ type: bearer, §token: pa55word }',
    message: 'secrets do not belong into this file: \"token\"',
    hint: 'tokenEnv',
  },
  {
    fault: 'an inline key',
    replace: 'privateKeyFile: key.jwk',
    with: '§privateKey: pa55word',
    message: 'secrets do not belong into this file: \"privateKey\"',
    hint: 'privateKeyFile',
  },
  {
    fault: 'a client secret',
    replace: 'privateKeyFile: key.jwk',
    with: '§clientSecret: pa55word',
    message: 'secrets do not belong into this file: \"clientSecret\"',
    hint: /signs with a private key/,
  },
  {
    fault: 'a password where a variable is named',
    replace: 'LAB_PASSWORD',
    with: '§"pa55word!"',
    message: '"passwordEnv" must be the name of an environment variable',
    hint: /never the secret/,
  },
  {
    fault: 'another way to authenticate',
    replace: 'type: basic',
    with: 'type: §basik',
    message: '"type" cannot be "basik"',
    hint: 'did you mean basic?',
  },
  {
    fault: 'no way to authenticate',
    replace: basic,
    with: '§{ user: tester }',
    message: 'this needs a "type"',
    hint: 'smart-backend-services',
  },
  {
    fault: 'a property of another way',
    replace: basic,
    with: '{ type: none, §user: x }',
    message: 'a no authentication has no "user"',
  },
  {
    fault: 'something missing',
    replace: basic,
    with: '§{ type: basic, user: tester }',
    message: 'a basic authentication needs "passwordEnv"',
  },
  { fault: 'a colon in a user', replace: 'user: tester', with: 'user: §"a:b"', message: '"user" cannot be "a:b"' },
  {
    fault: 'two places for a token',
    replace: basic,
    with: '{ type: §bearer, tokenEnv: A, tokenFile: b }',
    message: 'a bearer token comes from one place',
  },
  {
    fault: 'no place for a token',
    replace: basic,
    with: '{ type: §bearer }',
    message: 'a bearer token comes from one place',
  },
  {
    fault: 'credentials for a path',
    replace: 'https://fhir.example.org:\n',
    with: '§https://fhir.example.org/r4:\n',
    message: 'credentials are given for an origin',
  },
  {
    fault: 'credentials for a stranger',
    replace: 'http://127.0.0.1:8080: {',
    with: '§http://127.0.0.1:8081: {',
    message: 'no server of this file is at http://127.0.0.1:8081',
    hint: 'did you mean http://127.0.0.1:8080?',
  },
  {
    fault: 'credentials of nobody',
    replace: 'limits:',
    with: 'credentials:\n  §bystanders: { "http://127.0.0.1:8080": { type: none } }\nlimits:',
    message: 'no flow and no ActorDefinition has an actor "bystanders"',
    hint: 'did you mean bystander?',
  },
  {
    fault: "an actor's credentials for a stranger",
    replace: 'limits:',
    with: 'credentials:\n  bystander: { §"http://127.0.0.1:8081": { type: none } }\nlimits:',
    message: 'no server of this file is at http://127.0.0.1:8081',
  },
  {
    fault: "two places for an actor's token",
    replace: 'limits:',
    with: 'credentials:\n  fulfiller: { "http://127.0.0.1:8080": { type: §bearer, tokenEnv: A, tokenFile: b } }\nlimits:',
    message: 'a bearer token comes from one place',
  },
  {
    fault: 'credentials twice',
    replace: 'limits:',
    with: '  §https://fhir.example.org:443/: { type: none }\nlimits:',
    message: 'https://fhir.example.org stands here twice',
  },
  { fault: 'another algorithm', replace: 'alg: ES384', with: 'alg: §HS256', message: '"alg" cannot be "HS256"' },
  {
    fault: 'a token URL with credentials',
    replace: 'https://login.example.org/token',
    with: '§https://me:pa55word@login.example.org/token',
    message: 'cannot be a token URL: credentials',
  },
  {
    fault: 'a token URL in the clear',
    replace: 'https://login.example.org/token',
    with: '§http://login.example.org/token',
    message: 'credentials for http://login.example.org would be sent in the clear',
    hint: 'overHttp: true',
  },
  { fault: 'no wait at all', replace: 'boundMs: 1000', with: 'boundMs: §0', message: '"boundMs" must be at least 1' },
  {
    fault: 'half a millisecond',
    replace: 'boundMs: 1000',
    with: 'boundMs: §1000.5',
    message: '"boundMs" must be a whole number',
  },
  {
    fault: 'an endless wait',
    replace: 'boundMs: 1000',
    with: 'boundMs: §99999999',
    message: '"boundMs" must be at most 3600000',
  },
  {
    fault: 'an unknown limit',
    replace: 'boundMs:',
    with: '§bound:',
    message: 'has no "bound"',
    hint: 'did you mean boundMs?',
  },
  {
    fault: 'claims of no server',
    replace: 'placer: { subs',
    with: '§coordinator: { subs',
    message: '"servers" has no "coordinator"',
  },
  {
    fault: 'an unknown claim',
    replace: 'subscriptions: none',
    with: 'subscriptions: §some',
    message: '"subscriptions" cannot be "some"',
  },
  {
    fault: 'something there already that the guide does not have',
    replace: 'Patient/amy:',
    with: '§Patient/ami:',
    message: 'the guide has no instance "Patient/ami"',
    hint: /did you mean Patient\/amy/,
  },
  {
    fault: 'something there already that is of another type',
    replace: 'Patient/7788',
    with: '§Person/7788',
    message: 'Patient/amy cannot be a Person',
    hint: /Patient\/7788/,
  },
  {
    fault: 'two things that are one',
    replace: 'Patient/amy: Patient/7788',
    with: 'Organization/city-lab: §Organization/123',
    message: 'Organization/123 is Organization/general-practice already',
  },
  {
    fault: 'a reference to what is there already that is a URL',
    replace: 'Patient/7788',
    with: '§https://fhir.example.org/Patient/7788',
    message: 'this must be type and id of a resource at that server',
    hint: /Patient\/123/,
  },
  {
    fault: 'something there already at a server of nobody',
    replace: '  placer: { Organization',
    with: '  §coordinator: { Organization',
    message: '"servers" has no "coordinator"',
  },
  {
    fault: 'something there already at a server that begins empty',
    replace: '  placer: { Organization',
    with: '  §default: { Organization',
    message: 'a server that the harness starts is empty',
  },
  {
    fault: 'a trouble that there is not',
    replace: '[drop, all]',
    with: '[§dropp]',
    message: 'cannot be "dropp"',
    hint: /did you mean drop/,
  },
  {
    fault: 'an endpoint that nobody reaches',
    replace: ', publicUrl: https://cow.example.org',
    with: '',
    message: 'nobody can send to 0.0.0.0',
  },
  {
    fault: 'an embedded server that nobody reaches',
    replace: '{ port: 8091 }',
    with: '{ host: §0.0.0.0 }',
    message: 'nobody can send to 0.0.0.0',
    hint: /address by which others reach/,
  },
  {
    fault: 'an endpoint where a server is',
    replace: 'https://cow.example.org',
    with: '§https://fhir.example.org/cow',
    message: 'a server is at https://fhir.example.org already',
  },
  {
    fault: 'an endpoint with a query',
    replace: 'https://cow.example.org',
    with: '§https://cow.example.org?a',
    message: "cannot be the endpoint's URL",
  },
  {
    fault: 'a port that there is not',
    replace: 'port: 8765',
    with: 'port: §70000',
    message: '"port" must be at most 65535',
  },
  {
    fault: 'a file that is no map',
    replace: good,
    with: '§- a list',
    message: 'the file must be a block of names and values',
  },
  { fault: 'bad YAML', replace: basic, with: '{ type: basic, passwordEnv: A', message: 'bad YAML' },
];

describe('a fault in a target file', () => {
  it.each(faults)('is told at its place: $fault', (planted) => {
    expect(good.split(planted.replace), `"${planted.replace}" stands once`).toHaveLength(2);
    const marked = good.replace(planted.replace, () => planted.with);
    const before = marked.slice(0, Math.max(0, marked.indexOf('§'))).split('\n');
    const text = marked.replace('§', '');
    const { target, errors } = loadTargetFile(text, 'x.yaml', actors, instances);
    const shown = formatErrors(errors, withoutSecrets(text));
    expect(target).toBeUndefined();
    const found = errors.find(
      ({ message }) => typeof planted.message === 'string' && message.includes(planted.message),
    );
    expect(found, shown).toBeDefined();
    if (marked.includes('§')) {
      expect(`${found?.line}:${found?.column}`, shown).toBe(`${before.length}:${(before.at(-1) ?? '').length + 1}`);
    }
    if (planted.hint) expect(found?.hint).toMatch(planted.hint);
    expect(shown).not.toContain('pa55word');
    expect(errors.map((error) => error.message)).toHaveLength(new Set(errors.map((error) => error.message)).size);
  });

  it('is one error, not several', () => {
    for (const planted of faults.filter(({ with: text }) => text.includes('§'))) {
      const text = good.replace(planted.replace, () => planted.with.replace('§', ''));
      const { errors } = loadTargetFile(text, 'x.yaml', actors, instances);
      expect(errors, `${planted.fault}: ${formatErrors(errors, text)}`).toHaveLength(1);
    }
  });

  it('credentials over plain http are told too', () => {
    const text = (more: string): string =>
      `servers: { default: http://fhir.test:80/r4 }\nallowTestData: true\nauth:\n  http://fhir.test:\n    type: bearer\n    tokenEnv: A\n${more}`;
    expect(loadTargetFile(text(''), 'x.yaml').errors).toMatchObject([
      { line: 5, column: 11, message: 'credentials for http://fhir.test would be sent in the clear' },
    ]);
    expect(loadTargetFile(text('    overHttp: true\n'), 'x.yaml').errors).toEqual([]);
  });
});

describe('what may be a secret', () => {
  it.each([
    'password: pa55word',
    '  "password" : "pa55word"',
    '{ type: bearer, token: pa55word }',
    'dbPassword: pa55word',
    'clientSecret: pa55word # note',
    'private_key: pa55word',
    'apiKey: pa55word',
    'passwordEnv: "pa55word!"',
    'tokenEnv: pa55word with spaces',
    'url: https://me:pa55word@example.org/x',
    'url: https://pa55word@example.org/x',
  ])('is not shown: %s', (line) => {
    const shown = withoutSecrets(`a: 1\n${line}\nb: 2`);
    expect(shown).not.toContain('pa55word');
    expect(shown).toContain('[not shown]');
    expect(shown).toMatch(/^a: 1\n.*\nb: 2$/);
  });

  it.each([
    'passwordEnv: LAB_PASSWORD',
    'passwordEnv: "LAB_PASSWORD" # set by CI',
    '{ type: basic, user: x, passwordEnv: LAB_PASSWORD }',
    '{ passwordEnv: A, user: b@c }',
    'tokenFile: my-token',
    'tokenUrl: https://login.example.org/token',
    'privateKeyFile: key.jwk',
    'keyId: k1',
  ])('is not what only names one: %s', (line) => {
    expect(withoutSecrets(line)).toBe(line);
  });
});
