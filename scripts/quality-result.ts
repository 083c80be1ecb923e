import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What a check of the guide came to, for the site to show. */
export interface QualityResult {
  /** Form of this file. */
  quality: 1;
  /** Who looked, and at what, in one sentence. */
  about: string;
  /** When it ended, ISO 8601. */
  at: string;
  /** Version of the guide. */
  version: string;
  /** One line a finding; none: all is well. */
  findings: string[];
  /** What is known and let pass, each with its reason and how often it came. */
  accepted: { finding: string; reason: string; count: number }[];
}

/** Writes the result of a check to a file, and makes its folder. */
export function writeQuality(file: string, result: QualityResult): void {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
}

/** Reads the result of a check. Throws for a file that is none, and says what to give. */
export function readQuality(file: string): QualityResult {
  const help = 'give a file that `npm run guide:check` or `npm run validate` wrote with --result.';
  let result: QualityResult;
  try {
    result = JSON.parse(readFileSync(file, 'utf8')) as QualityResult;
  } catch (error) {
    throw new Error(`${file} cannot be read (${(error as Error).message}): ${help}`, { cause: error });
  }
  if (result.quality !== 1 || !Array.isArray(result.findings) || !Array.isArray(result.accepted))
    throw new Error(`${file} is no result of a check: ${help}`);
  return result;
}
