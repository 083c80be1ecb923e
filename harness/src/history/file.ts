import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { HISTORY_SCHEMA, type HistoryRecord } from './record.js';
import type { LineSink } from './recorder.js';

/** File name of a run's history: the run's id with `/` and `@` as they may stand in a file name. */
export function historyFileName(runId: string): string {
  return `${runId.replaceAll('/', '+')}.jsonl`;
}

/** Opens a history for writing. Each line is written before the call returns, so a SIGKILL loses none. */
export function openHistory(file: string): { sink: LineSink; close(): void } {
  mkdirSync(path.dirname(file), { recursive: true });
  const fd = openSync(file, 'w');
  return { sink: (line) => void writeSync(fd, line), close: () => closeSync(fd) };
}

/** A history file cannot be read; the message says which line and why. */
export class HistoryError extends Error {}

/**
 * Reads a history. A last line that was cut off in the middle (the process was killed) is left out; anything else that is not a
 * record is an error.
 */
export function readHistory(file: string): HistoryRecord[] {
  return parseHistory(readFileSync(file, 'utf8'), file);
}

/** The records in a history's text; `name` is for messages. */
export function parseHistory(text: string, name: string): HistoryRecord[] {
  const lines = text.split('\n');
  const cut = lines.pop() ?? '';
  const records = lines.map((line, index) => parseLine(line, `${name}:${index + 1}`));
  const last = cut.trim() === '' ? undefined : tryLine(cut);
  if (last) records.push(last);
  const first = records[0];
  if (first?.kind !== 'run')
    throw new HistoryError(`${name} is no history of a run: its first line is not a run record`);
  if (first.schema !== HISTORY_SCHEMA) {
    throw new HistoryError(`${name} has history schema ${String(first.schema)}; this version reads ${HISTORY_SCHEMA}`);
  }
  return records;
}

function parseLine(line: string, where: string): HistoryRecord {
  const record = tryLine(line);
  if (!record) throw new HistoryError(`${where}: not a history record`);
  return record;
}

function tryLine(line: string): HistoryRecord | undefined {
  try {
    const value = JSON.parse(line) as HistoryRecord;
    return typeof value === 'object' && value !== null && typeof value.kind === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
