import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadGuide } from '../guide/load-guide.js';
import { projectRoot } from '../guide/project-root.js';
import { redactor } from '../history/redact.js';
import { Endpoint } from '../perform/endpoint.js';
import { HttpClient } from '../perform/http.js';
import { performRun } from '../perform/run.js';
import { plansOf } from '../plan/build-plan.js';
import { loadScenario } from '../plan/load-scenario.js';
import { openTarget } from './open-target.js';
import { startStub, type Stub } from './stub-server.fixture.js';

const folder = mkdtempSync(path.join(tmpdir(), 'cow-secrets-'));
let login: Stub;
let servers: Stub[];
let client: HttpClient;
let endpoint: Endpoint;

/** A server that refuses all, and in saying so repeats the credentials that it was sent. */
const gossip = (): Promise<Stub> =>
  startStub(({ headers }) => {
    const told = String(headers.authorization).replace(/^\w+ /, '');
    const decoded = Buffer.from(told, 'base64').toString('utf8');
    const issue = [
      { severity: 'error', code: 'login', diagnostics: `no: ${told} ${encodeURIComponent(told)} ${decoded}` },
    ];
    return { status: 403, headers: { 'x-told': told }, json: { resourceType: 'OperationOutcome', issue } };
  });

beforeAll(async () => {
  login = await startStub(() => ({
    status: 200,
    json: { access_token: 'access-secret', token_type: 'bearer', expires_in: 300 },
  }));
  servers = [await gossip(), await gossip()];
  client = new HttpClient(5000);
  endpoint = await Endpoint.start();
  const key = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'jwk' });
  writeFileSync(path.join(folder, 'key.jwk'), JSON.stringify({ ...key, kid: 'k1' }));
});
afterAll(async () => {
  await endpoint.close();
  await client.close();
  await Promise.all([login, ...servers].map((stub) => stub.close()));
  rmSync(folder, { recursive: true });
});

describe('a run with credentials', () => {
  const guide = loadGuide();
  const name = path.join(projectRoot(), 'scenarios', 'simple-lab-order.yaml');
  const { scenario } = loadScenario(readFileSync(name, 'utf8'), 'scenarios/simple-lab-order.yaml', guide);
  const plan = scenario && plansOf(scenario, guide).find(({ exchange }) => exchange === 'task-at-fulfiller');

  it('keeps them from its history, whatever servers answer, and each from the other server', async () => {
    const [placer, fulfiller] = servers.map(({ url }) => url);
    writeFileSync(
      path.join(folder, 'target.yaml'),
      `
servers: { placer: ${placer}/fhir, fulfiller: ${fulfiller}/fhir }
auth:
  ${placer}: { type: basic, user: tester, passwordEnv: PW }
  ${fulfiller}:
    type: smart-backend-services
    tokenUrl: ${login.url}/token
    clientId: cow
    privateKeyFile: key.jwk
    alg: ES384
    scope: system/*.cruds
claims:
  placer: { processMessage: false, subscriptions: none, versioning: true }
  fulfiller: { processMessage: false, subscriptions: none, versioning: true }
`,
    );
    const target = await openTarget(path.join(folder, 'target.yaml'), { guide, env: { PW: 'pass word-secret' } });
    let text = '';
    if (!plan) throw new Error('the flow does not load');
    const options = { redact: redactor(target.secrets), sink: (line: string) => void (text += line) };
    await performRun(plan, { guide, target, client, endpoint }, options);
    await target.stop();

    // Without credentials comes what the run asks as a stranger, before its end.
    const sent = servers.map(
      ({ requests }) => new Set(requests.flatMap(({ headers: { authorization } }) => authorization ?? [])),
    );
    const basic = Buffer.from('tester:pass word-secret').toString('base64');
    expect(sent).toEqual([new Set([`Basic ${basic}`]), new Set(['Bearer access-secret'])]);
    expect(text).toContain('"x-told":"[redacted]"');
    expect(text).toContain('no: [redacted] [redacted] tester:[redacted]');
    for (const secret of ['access-secret', 'word-secret', basic, encodeURIComponent(basic)])
      expect(text).not.toContain(secret);
  });
});
