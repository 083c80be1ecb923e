import { beforeAll, expect, it } from 'vitest';
import { projectRoot } from '../../../harness/src/guide/project-root.js';
import { readSite } from '../model/read-site.js';
import type { SiteModel } from '../model/site.js';
import { loadTemplates } from '../text/templates.js';
import { plainText } from '../text/html.js';
import { artifactPage } from './artifact.js';
import { tableHtml } from './page.js';

const templates = loadTemplates();
let site: SiteModel;
beforeAll(() => {
  site = readSite({ root: projectRoot(), reports: [] });
});

/** The page of an artifact of this guide, possibly with elements changed. */
function pageOf(key: string, changed: object = {}): string {
  const artifact = site.artifacts.find((each) => each.key === key);
  if (!artifact) throw new Error(`no ${key}`);
  return artifactPage({ ...artifact, resource: { ...artifact.resource, ...changed } }, { site, templates }).body;
}

/** The head of a definition's page as text. */
function head(key: string, changed?: object): string {
  return plainText((/<dl class="facts">.*?<\/dl>/s.exec(pageOf(key, changed))?.[0] ?? '').replace(/<\/d[td]>/g, ' '));
}

it('tells of a definition where it stands: address, version, status, maturity of the guide or its own', () => {
  const key = 'StructureDefinition/coordination-task';
  const { version, canonical } = site.facts;
  expect(head(key)).toContain(`Address ${canonical}/${key}`);
  expect(head(key)).toContain(`Version ${version}`);
  expect(head(key)).toContain('Maturity standards status draft, maturity level 0');
  const extension = [{ url: 'http://hl7.org/fhir/StructureDefinition/structuredefinition-fmm', valueInteger: 3 }];
  expect(head(key, { extension, version: '9.8.7', status: 'active', experimental: true })).toMatch(
    /Version 9\.8\.7.*Status active, experimental .*maturity level 3/,
  );
  expect(head(key, { experimental: undefined })).toContain('Status draft Maturity');
  expect(head('Patient/amy')).toBe('');
});

it('shows the steps of every ExampleScenario as a list that leads to the acts of its flow', () => {
  for (const { key } of site.artifacts.filter(({ type }) => type === 'ExampleScenario')) {
    const [, steps = ''] = /<h2 id="steps">(.*?)<\/section>/s.exec(pageOf(key)) ?? [];
    const items = steps.match(/<li>.*?<br>/gs) ?? [];
    expect(items.length, key).toBeGreaterThan(2);
    expect(
      items.filter((item) => !/<a href="flow-[^"]+\.html#act-/.test(item)),
      key,
    ).toEqual([]);
  }
});

it('shows who hands what to whom in a step, and each way that a story can take', () => {
  const page = pageOf('ExampleScenario/flow-bidding');
  expect(plainText(page)).toContain('Placer → Potential Fulfiller (riverside): create');
  expect(page.match(/<p class="way">/g)).toHaveLength(3);
  expect(page).toContain('Time passes.');
});

it('draws the flow that an ExampleScenario holds', () => {
  for (const { key } of site.artifacts.filter(({ type }) => type === 'ExampleScenario'))
    expect(pageOf(key), key).toMatch(/<figure class="sequence"><figcaption[^]*?<svg /);
});

it('lists each case of the test plan with its runs', () => {
  const page = pageOf('TestPlan/flows');
  const testCase = site.artifacts.find(({ key }) => key === 'TestPlan/flows')?.resource.testCase;
  expect(page).toContain(`Test cases: ${(testCase as object[]).length}`);
  expect(page).toContain('cow run order-declined@messaging');
  expect(page).toContain('<span>Test plan</span>');
});

it('leaves out columns of which no row says anything, and names the others where rows become lists on a phone', () => {
  const rows = [{ cells: ['a', '', 'c'] }, { cells: ['d', '', ''] }];
  const two = tableHtml({ site, templates }, { label: 'x', columns: ['one', 'two', 'three'], rows });
  expect(two).not.toContain('two');
  expect(two).not.toContain('stacked');
  const three = tableHtml(
    { site, templates },
    { label: 'x', columns: ['one', 'two', 'three'], rows: [...rows, { cells: ['', 'e', ''] }] },
  );
  expect(three).toContain('class="stacked labelled"');
  expect(three).toContain('<td role="cell" data-label="two">e</td><td role="cell"></td>');
});

it('says of a value set that cannot be expanded which code systems a terminology server must be asked for', () => {
  const compose = {
    include: [{ system: 'http://loinc.org' }, { system: `${site.facts.canonical}/CodeSystem/cow-task-code` }],
  };
  const page = pageOf('ValueSet/cow-task-code', { url: 'http://not.known/ValueSet/x', compose });
  const [note = ''] = /<p id="not-expanded">.*?<\/p>/s.exec(page) ?? [];
  expect(note).toContain('http://loinc.org');
  expect(note).not.toContain('cow-task-code');
});

it('says of codes that a value set lists of systems that are not at hand that they are shown as written', () => {
  expect(pageOf('ValueSet/cow-performer-role')).toMatch(/<p class="soft" id="as-written">.*http:\/\/snomed\.info\/sct/);
  expect(pageOf('ValueSet/cow-task-code')).not.toContain('as-written');
});

it('shows all that a capability statement asks for, each with its strength', () => {
  const page = plainText(pageOf('CapabilityStatement/fulfiller-task-at-fulfiller').replace(/<\/?d[dt]>/g, ' '));
  for (const words of [
    'Kind requirements',
    'FHIR version 4.0.1',
    'Formats SHALL json',
    'Searches by several at once SHALL owner + status,',
    '_include SHOULD Task:focus, Task:patient',
    '_revinclude SHOULD Task:part-of',
    'Versioning versioned-update',
    'Security Over TLS',
  ])
    expect(page).toContain(words);
  const conditional = { type: 'Task', conditionalCreate: true, conditionalDelete: 'single' };
  const changed = pageOf('CapabilityStatement/placer-messaging', {
    rest: [{ mode: 'server', resource: [conditional] }],
  });
  expect(plainText(changed)).toMatch(/Conditional create ?true.*Conditional delete ?single/);
});

it('shows an actor what it is, can, has to meet by theme, and owes to elements', () => {
  const page = pageOf('ActorDefinition/placer');
  const at = ['owns neither the work', 'id="capabilities"', 'id="theme.request"', 'id="obligations"', 'id="flows"'];
  const places = at.map((part) => page.indexOf(part));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(page).toMatch(
    /coordination-task\.html#obligation\.Task\.identifier"><code>Task\.identifier<.*?SHALL:populate/,
  );
  expect(page).toMatch(/id="request-before-task" data-cite="[^"]+"/);
});

it('shows codes of a value set by their systems, with what they mean', () => {
  const page = pageOf('ValueSet/cow-task-code');
  expect(page.match(/<p>From /g)).toHaveLength(2);
  expect(page).toMatch(/id="expansion.bid">.*?data-label="definition">[^<]{20,}/);
});

it('says of a code system how it is to be read, and what properties its codes have', () => {
  const page = pageOf('CodeSystem/cow-business-status');
  expect(page).toContain('<dt>Case sensitive</dt><dd>true</dd>');
  expect(page).toMatch(/id="properties"[^]*?<code>task-status<\/code>[^]*?>Coding<[^]*?A Task.status beside which/);
});

it('shows an example in the order of its type, codes and identifiers with their systems, and Parameters by name', () => {
  const [, task = ''] = /<h2 id="summary">([^]*?)<\/section>/.exec(pageOf('Task/cbc-coordination')) ?? [];
  const names = [...task.matchAll(/<dt>(\w+)<\/dt>/g)].map(([, name]) => name);
  const top = ['identifier', 'status', 'intent', 'code', 'focus', 'for', 'authoredOn', 'requester', 'owner'];
  expect(names.filter((name) => top.includes(`${name}`))).toEqual(top);
  expect(task).toMatch(
    /<code>fulfill<\/code> <span class="soft" title="http:\/\/hl7.org\/fhir\/CodeSystem\/task-code">/,
  );
  expect(task).toMatch(/<dt>identifier<\/dt><dd><code>[^<]+<\/code> <span class="soft">\(https?:/);
  expect(pageOf('Bundle/cbc-notification-example')).toContain('Parameters<dl class="summary"><dt>subscription</dt>');
});
