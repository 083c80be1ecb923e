import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { htmlPieces } from './html/render.js';
import { reportJson } from './json.js';
import { junitXml } from './junit.js';
import type { Report, RunEvidence } from './report.js';

/** Where the reports were written. */
export interface WrittenReports {
  json: string;
  junit: string;
  html: string;
}

/**
 * Writes report.json, junit.xml and report.html into a folder, which is made if need be; the histories are there already.
 *
 * @param evidence the runs in the report's order with their records; may be lazy, one run is held at a time
 */
export async function writeReports(
  folder: string,
  report: Report,
  evidence: Iterable<RunEvidence> | AsyncIterable<RunEvidence>,
): Promise<WrittenReports> {
  const written = {
    json: path.join(folder, 'report.json'),
    junit: path.join(folder, 'junit.xml'),
    html: path.join(folder, 'report.html'),
  };
  await mkdir(folder, { recursive: true });
  await writeFile(written.json, reportJson(report));
  await writeFile(written.junit, junitXml(report));
  await writePieces(written.html, htmlPieces(report, evidence));
  return written;
}

/** Writes pieces one by one, at the pace of the disk. */
async function writePieces(file: string, pieces: AsyncIterable<string>): Promise<void> {
  const stream = createWriteStream(file);
  const done = finished(stream);
  // A broken stream is told by `done`; while waiting for the disk nobody else listens.
  done.catch(() => undefined);
  for await (const piece of pieces) {
    if (stream.destroyed) break;
    if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), done]);
  }
  stream.end();
  await done;
}
