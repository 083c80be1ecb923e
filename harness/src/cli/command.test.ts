import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../guide/project-root.js';
import { freshBuild } from './fresh-build.fixture.js';
import type { Trace } from '../trace/trace.js';
import type { Finding } from '../judge/finding.js';
import type { Report } from '../report/report.js';

const root = projectRoot();
let folder: string;
beforeAll(() => {
  freshBuild(root);
  folder = mkdtempSync(path.join(os.tmpdir(), 'cow-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the compiled `cow`, as users do; made fresh before. */
function start(args: string[]): ChildProcess {
  const command = path.join(root, 'dist', 'harness', 'src', 'cli', 'main.js');
  return spawn(process.execPath, [command, ...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', LANG: 'C.UTF-8' },
  });
}

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

function ended(child: ChildProcess): Promise<Ended> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

const cow = (...args: string[]): Promise<Ended> => ended(start(args));
const into = (name: string): string => path.join(folder, name);
const reportIn = (name: string): Report =>
  JSON.parse(readFileSync(path.join(into(name), 'report.json'), 'utf8')) as Report;

/** Waits (bounded by the test's own time) until a history in the folder has so many lines. */
async function historyLines(name: string, count: number): Promise<string> {
  const histories = path.join(into(name), 'history');
  for (;;) {
    for (const file of existsSync(histories) ? readdirSync(histories) : []) {
      const whole = path.join(histories, file);
      if (readFileSync(whole, 'utf8').split('\n').length > count) return whole;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('cow', () => {
  it('helps, with examples and exit codes', async () => {
    const { code, out } = await cow('--help');
    expect(code).toBe(0);
    expect(out).toContain('cow run simple-lab-order@task-at-placer');
    expect(out).toContain('Exit codes');
  });

  it.each([
    [['run', 'simple-lab-ordre'], 'did you mean simple-lab-order?'],
    [['run', '--exchange', 'pigeon'], 'Allowed choices are task-at-placer'],
    [['run', 'simple-lab-order@nowhere'], 'nothing to run'],
    [['frobnicate'], 'unknown command'],
    [['judge', 'no-such-file'], 'there is no no-such-file'],
    [['run', '--guide', 'no-such-folder'], 'no-such-folder'],
    [['run', '--target', 'http://192.0.2.1/fhir'], 'is not on this machine'],
    [['run', '--jobs', '0'], 'A whole number from 1 to 10000 is needed'],
    [['run', '--repeat', '70000'], 'A whole number from 1 to 10000 is needed'],
    [['serve', '--port', '70000'], 'A whole number from 0 to 65535 is needed'],
    [['run', '--report', 'package.json'], 'reports cannot be written to package.json'],
    [['run', '--servers', 'one', '--target', 'http://127.0.0.1:9/fhir'], '--servers is about the embedded servers'],
  ])('answers wrong usage %j with exit code 2 and a sentence', async (args, sentence) => {
    const { code, err } = await cow(...args);
    expect(err).toContain(sentence);
    expect(err).not.toContain('    at ');
    expect(code).toBe(2);
  });

  it('takes no harm from a reader that stops reading', async () => {
    const child = start(['list', '--json']);
    child.stdout?.once('data', () => child.stdout?.destroy());
    let err = '';
    child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect([code, err]).toEqual([0, '']);
  });

  it('lists flows and plans runs without a target', async () => {
    expect((await cow('list')).out).toContain('simple-lab-order/output-copied');
    const { out } = await cow('plan', 'simple-lab-order@messaging');
    expect(out).toContain('fulfiller learns of Task/cbc-coordination (message, content, sent twice)');
  });

  it('runs, writes its reports, and judges the histories again to the same findings', async () => {
    const { code, out } = await cow('run', 'simple-lab-order@task-at-*', '--report', into('green'));
    expect(out).toContain('Outcome');
    expect(code).toBe(0);
    for (const file of ['report.html', 'report.json', 'junit.xml'])
      expect(existsSync(path.join(into('green'), file))).toBe(true);
    const live = reportIn('green').runs.flatMap((run) => run.findings);
    const again = await cow('judge', into('green'), '--json');
    const byId = (findings: Finding[]): Finding[] => [...findings].sort((a, b) => a.id.localeCompare(b.id));
    expect(JSON.stringify(byId(JSON.parse(again.out) as Finding[]))).toBe(JSON.stringify(byId(live)));
    expect(again.code).toBe(0);
  });

  it('traces each requirement to the checks that a run then makes, and to their verdicts', async () => {
    const { code, out } = await cow('requirements', '--report', path.join(into('green'), 'report.json'), '--json');
    expect(code).toBe(0);
    const traces = JSON.parse(out) as (Trace & { verdicts: string[] })[];
    const checks = new Map(traces.map(({ requirement, checks: all }) => [requirement.key, all.map(({ id }) => id)]));
    const findings = reportIn('green').runs.flatMap((run) => run.findings);
    expect(findings.length).toBeGreaterThan(100);
    for (const { id, run, act, requirements } of findings) {
      const flow = run.replace(/[/@].*/, '');
      const [, check = ''] = id.split('#');
      const law = /^law\.[^.]+/.exec(check)?.[0];
      for (const key of requirements) {
        expect(checks.get(key), `${id} cites ${key}`).toEqual(
          expect.arrayContaining([law ?? expect.stringMatching(new RegExp(`^${flow}#${act ?? ''}(\\.|$)`))]),
        );
      }
    }
    const told = traces.find(({ requirement }) => requirement.key === 'told-of-change');
    expect(told?.verdicts.length).toBe(
      findings.filter(({ requirements }) => requirements.includes('told-of-change')).length,
    );
    expect(told?.flows).toContain('simple-lab-order');
  });

  it('shows requirements by theme, strength and key, and what nothing verifies', async () => {
    const { out } = await cow('requirements', 'told-of-change', 'task-identifier-*');
    expect(out).toContain('simple-lab-order#accept  [');
    expect(out).not.toContain('queue-code');
    const weak = await cow('requirements', '--theme', 'queue', '--conformance', 'should');
    expect(weak.out).toContain('queue-counts  SHOULD');
    expect(weak.out).not.toContain('queue-search  SHALL');
    const none = await cow('requirements', '--unverified');
    expect(none.out).not.toContain('told-of-change  ');
    expect((await cow('requirements', 'told-of-chang')).err).toContain('did you mean told-of-change?');
    expect((await cow('requirements', '--theme', 'queu')).err).toContain('did you mean queue?');
    expect((await cow('requirements', '--report', 'no-such-file')).code).toBe(2);
  });

  it('finds the same in two threads as in one, and in the same order', async () => {
    const runs = ['run', 'simple-lab-order*', 'order-declined*', 'placer-cancels*'];
    const two = await cow(...runs, '--jobs', '2', '--report', into('two'));
    const one = await cow(...runs, '--jobs', '1', '--report', into('one'));
    expect([one.code, two.code]).toEqual([0, 0]);
    const told = (name: string): string[] =>
      reportIn(name).runs.flatMap((run) => [run.id, ...run.findings.map(({ id, verdict }) => `${verdict} ${id}`)]);
    expect(told('two').length).toBeGreaterThan(1000);
    expect(told('two')).toEqual(told('one'));
    const sections = (name: string): number =>
      readFileSync(path.join(into(name), 'report.html'), 'utf8').split('type="text/plain"').length;
    expect(sections('two')).toBe(sections('one'));
    expect(sections('two')).toBeGreaterThan(reportIn('two').runs.length);
  });

  it('prints JSON only to standard output when asked', async () => {
    const { out, err } = await cow('run', 'simple-lab-order@messaging', '--json', '--report', into('json'));
    expect((JSON.parse(out) as Report).runs).toHaveLength(1);
    expect(err).toContain('simple-lab-order@messaging');
  });

  it('leaves a history that can be judged when it is killed in the middle', async () => {
    const child = start(['run', '--report', into('killed')]);
    const file = await historyLines('killed', 30);
    child.kill('SIGKILL');
    await ended(child);
    const { code, out } = await cow('judge', file);
    expect(code).toBe(3);
    expect(out).toContain('not reached');
  });

  it.each(['1', '2'])('ends cleanly on Ctrl-C with --jobs %s, with a report of what was reached', async (jobs) => {
    const name = `stopped-${jobs}`;
    const child = start(['run', '--jobs', jobs, '--report', into(name)]);
    const end = ended(child);
    await historyLines(name, 30);
    child.kill('SIGINT');
    const { code, err } = await end;
    expect(err).toContain('Stopping');
    expect(code).toBe(130);
    const { runs } = reportIn(name);
    expect(runs.length).toBeGreaterThan(0);
    expect(runs.some((run) => run.counts['not-reached'] > 0)).toBe(true);
  });
});

describe('cow run against a server that is broken on purpose', () => {
  it('fails with the finding and its proof; a listed finding is tolerated; a stale list fails', async () => {
    const server = start(['serve', '--port', '0', '--defect', 'if-match-ignored']);
    try {
      const url = await new Promise<string>((resolve) => {
        server.stdout?.on('data', (chunk: Buffer) => {
          const [found] = /http:\/\/\S+/.exec(chunk.toString()) ?? [];
          if (found) resolve(found);
        });
      });
      const run = ['run', 'simple-lab-order@task-at-placer-polling', '--target', url, '--report', into('broken')];
      const plain = await cow(...run);
      expect(plain.out).toContain('outdated-desk.write');
      expect(plain.out).toContain('PUT http');
      expect(plain.code).toBe(1);
      const failed = reportIn('broken')
        .runs.flatMap((one) => one.findings)
        .filter((finding) => finding.verdict !== 'pass');
      const entries = failed.map(
        ({ id, verdict }) => `- finding: "${id}"\n  verdict: ${verdict}\n  reason: this server ignores If-Match\n`,
      );
      writeFileSync(into('known.yaml'), entries.join(''));
      expect((await cow(...run, '--expected', into('known.yaml'))).code).toBe(0);
      writeFileSync(
        into('others.yaml'),
        `${entries.join('')}- finding: "order-declined@messaging*#reject.write"\n  verdict: fail\n  reason: not run this time\n`,
      );
      expect((await cow(...run, '--expected', into('others.yaml'))).code).toBe(0);
      writeFileSync(
        into('known.yaml'),
        `${entries.join('')}- finding: "simple-lab-order@task-at-placer-polling#ask.write"\n  verdict: fail\n  reason: mended long ago\n`,
      );
      expect((await cow(...run, '--expected', into('known.yaml'))).code).toBe(1);
    } finally {
      server.kill('SIGTERM');
      await new Promise((resolve) => server.once('close', resolve));
    }
  });
});
