import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { HistoryError, historyFileName, openHistory, parseHistory, readHistory } from './file.js';
import { HISTORY_SCHEMA } from './record.js';
import { Recorder, type NewRecord } from './recorder.js';
import { redactor } from './redact.js';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const first = JSON.stringify({ n: 1, t: 0, kind: 'run', schema: HISTORY_SCHEMA });
const step: NewRecord = { kind: 'step', step: 'a.write' };

describe('a history file', () => {
  it('holds each record as soon as it is added', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'cow-history-'));
    folders.push(folder);
    const file = path.join(folder, 'deep', 'run.jsonl');
    const { sink, close } = openHistory(file);
    const recorder = new Recorder(sink);
    recorder.add(step);
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1);
    expect(recorder.add(step)).toBe(2);
    expect(
      readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(recorder.records);
    close();
  });

  it('is read without a last line that was cut off', () => {
    expect(parseHistory(`${first}\n${JSON.stringify({ n: 2, t: 1, ...step })}\n{"n":3,"ki`, 'h')).toHaveLength(2);
    expect(parseHistory(`${first}\n${JSON.stringify({ n: 2, t: 1, ...step })}`, 'h')).toHaveLength(2);
  });

  it.each([
    ['a broken line in the middle', `${first}\nnonsense\n${first}\n`, 'h:2'],
    ['a file of something else', '{"a":1}\n', 'h:1'],
    ['no run record first', `${JSON.stringify({ n: 1, t: 0, ...step })}\n`, 'no history of a run'],
    ['another schema', `${JSON.stringify({ n: 1, t: 0, kind: 'run', schema: 99 })}\n`, 'schema 99'],
    ['nothing', '', 'no history of a run'],
  ])('refuses %s, saying where', (_what, text, message) => {
    expect(() => parseHistory(text, 'h')).toThrow(message);
    expect(() => parseHistory(text, 'h')).toThrow(HistoryError);
  });

  it('has a name that a file can have', () => {
    expect(historyFileName('simple-lab-order/output-copied@messaging')).toBe(
      'simple-lab-order+output-copied@messaging.jsonl',
    );
  });

  it('says so when it is not there', () => {
    expect(() => readHistory('no-such-history.jsonl')).toThrow();
  });
});

describe('redaction', () => {
  it('keeps in memory what was written, not what was meant', () => {
    const lines: string[] = [];
    const recorder = new Recorder((line) => lines.push(line), redactor(['pa"ss wörd']));
    const done = { kind: 'done', step: 'ask', outcome: 'refused' } as const;
    recorder.add({ ...done, reason: 'pa"ss wörd' });
    recorder.add({ ...done, reason: encodeURIComponent('pa"ss wörd') });
    expect(lines.join('')).not.toMatch(/wörd|w%C3%B6rd/);
    expect(recorder.records).toEqual(lines.map((line) => JSON.parse(line) as unknown));
  });
});
