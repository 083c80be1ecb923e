import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Requirement } from '../../harness/src/guide/guide.js';
import { projectRoot } from '../../harness/src/guide/project-root.js';
import { checkFlows, checkVerified } from './check-flows.js';
import { announceFlows, derivedFiles, flowHeads, isDerivedFromFlows, withFlows, writeFlowFiles } from './flow-files.js';
import { guidePaths, type GuidePaths } from './paths.js';
import { loadFlows, publishFlows } from './publish.js';

const own = guidePaths(projectRoot());
let paths: GuidePaths;

function edit(file: string, change: (text: string) => string): void {
  const full = path.join(paths.root, file);
  writeFileSync(full, change(readFileSync(full, 'utf8')));
}

beforeAll(() => {
  paths = { ...guidePaths(mkdtempSync(path.join(tmpdir(), 'publish-'))), generated: own.generated };
  for (const part of ['scenarios', 'sushi-config.yaml', 'input']) {
    cpSync(path.join(own.root, part), path.join(paths.root, part), { recursive: true });
  }
});
afterAll(() => rmSync(paths.root, { recursive: true, force: true }));

it('what is committed is what the flows say now (else: npm run guide)', () => {
  expect(checkFlows(own, own.generated)).toEqual([]);
});

describe('a flow that is changed', () => {
  const page = 'input/pages/flow-simple-lab-order.md';

  it('makes its files stale, until they are made anew', () => {
    edit('scenarios/simple-lab-order.yaml', (text) =>
      text.replace('title: The laboratory accepts', 'title: The laboratory says yes'),
    );
    const stale = checkFlows(paths, paths.generated).join('\n');
    expect(stale).toContain(page);
    expect(stale).toContain('input/includes/flow-simple-lab-order.messaging.svg');
    expect(stale).not.toContain('flow-order-declined');
    writeFlowFiles(paths, publishFlows(paths, paths.generated).files);
    expect(checkFlows(paths, paths.generated)).toEqual([]);
    expect(readFileSync(path.join(paths.root, page), 'utf8')).toContain('The laboratory says yes');
  });

  it('is told with its place when it is faulty, and nothing is made of any flow', () => {
    edit('scenarios/simple-lab-order.yaml', (text) =>
      text.replace('update: Task/cbc-coordination', 'update: Task/nowhere'),
    );
    const { files, errors } = publishFlows(paths, paths.generated);
    expect(errors).toEqual([expect.stringMatching(/scenarios\/simple-lab-order\.yaml:\d+:\d+/)]);
    expect(files.size).toBe(0);
    edit('scenarios/simple-lab-order.yaml', (text) =>
      text.replace('update: Task/nowhere', 'update: Task/cbc-coordination'),
    );
  });

  it('may name only a page of the guide as the one that explains it', () => {
    edit('scenarios/order-declined.yaml', (text) => text.replace(/^page: .*$/m, 'page: nowhere'));
    expect(publishFlows(paths, paths.generated).errors).toEqual([
      expect.stringMatching(/^scenarios\/order-declined\.yaml:4: the guide has no page nowhere; its pages: index, /),
    ]);
    edit('scenarios/order-declined.yaml', (text) => text.replace('page: nowhere', 'page: using-task'));
  });
});

it('a SHALL that nothing verifies is found, and not one that says why it cannot be tested', () => {
  const { guide, scenarios } = loadFlows(own, own.generated);
  const planted: Requirement = {
    key: 'planted',
    conformance: 'SHALL',
    actors: [],
    text: 'It SHALL be.',
    theme: 'queue',
  };
  const withPlanted = (more: Partial<Requirement>): string[] => {
    const requirements = new Map(guide.requirements).set('planted', { ...planted, ...more });
    return checkVerified({ guide: { ...guide, requirements }, scenarios }).filter((each) => each.includes('planted'));
  };
  expect(withPlanted({})).toEqual([
    expect.stringMatching(/^Requirements\/queue, planted: nothing verifies it: cite it/),
  ]);
  expect(withPlanted({ untestable: 'Nobody can look inside.' })).toEqual([]);
  expect(withPlanted({ conformance: 'SHOULD' })).toEqual([]);
  expect(checkVerified({ guide, scenarios }).join()).not.toContain('told-of-change');
});

describe('the list that SUSHI reads', () => {
  it('follows the flows, and the second time there is nothing to do', () => {
    edit('scenarios/simple-lab-order.yaml', (text) =>
      text.replace(/^title: .*$/m, 'title: "A \\"quoted\\" title: yes"'),
    );
    expect(announceFlows(paths)).toEqual(['sushi-config.yaml']);
    expect(readFileSync(paths.config, 'utf8')).toContain(
      'flow-simple-lab-order.md: { title: "A \\"quoted\\" title: yes" }',
    );
    expect(announceFlows(paths)).toEqual([]);
    writeFlowFiles(paths, publishFlows(paths, paths.generated).files);
    expect(announceFlows(paths)).toEqual([]);
  });

  it('loses what no flow stands behind', () => {
    rmSync(path.join(paths.root, 'scenarios/order-declined.yaml'));
    expect(announceFlows(paths)).toEqual(
      expect.arrayContaining([
        'input/resources/ExampleScenario-flow-order-declined.json',
        'input/resources/TestPlan-flows.json', // it named what is gone, which would stop the build
      ]),
    );
    expect(announceFlows(paths)).toEqual([]);
    writeFlowFiles(paths, publishFlows(paths, paths.generated).files);
    expect([...derivedFiles(paths).keys()].filter((file) => file.includes('order-declined'))).toEqual([]);
  });

  it('can be read whatever stands in a flow', () => {
    writeFileSync(path.join(paths.root, 'scenarios/broken.yaml'), 'title: [\n');
    expect(flowHeads(paths)).toContainEqual({ id: 'broken', title: 'broken' });
  });

  it('has its place marked, or says how', () => {
    expect(() => withFlows('pages:\n  index.md:\n', [])).toThrow(/sushi-config\.yaml: below `pages`/);
  });
});

it('knows derived files by their names', () => {
  expect(['pages/flow-a.md', 'includes/flow-a.b.svg', 'resources/TestPlan-flows.json'].every(isDerivedFromFlows)).toBe(
    true,
  );
  expect(
    ['pagecontent/flows.md', 'includes/requirements-a.md', 'resources/Patient-a.json'].some(isDerivedFromFlows),
  ).toBe(false);
});
