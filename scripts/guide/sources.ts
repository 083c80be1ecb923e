import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Compiled, Where } from './content.js';

/** An entry of SUSHI's index: which lines of which file, below input/fsh, a resource was compiled from. */
interface IndexEntry {
  outputFile: string;
  fshFile: string;
  /** 1-based, both inclusive. */
  startLine: number;
  endLine: number;
}

/**
 * Tells where in the FSH a compiled resource was written, e.g. `input/fsh/examples/a.fsh:12: Task/t`. With a word, the line is the
 * first of the definition that has it; a word that came out of a RuleSet is in none of them, and the definition's own line is told.
 *
 * @param fsh the folder of the FSH
 * @param compiled the folder that SUSHI wrote
 */
export function fshPlaces(fsh: string, compiled: string): Where {
  const index = JSON.parse(readFileSync(path.join(compiled, 'data', 'fsh-index.json'), 'utf8')) as IndexEntry[];
  const entries = new Map(index.map((entry) => [entry.outputFile, entry]));
  return (resource, word) => {
    const entry = entries.get(`${resource.resourceType}-${resource.id}.json`);
    return entry === undefined ? keyOf(resource) : `${placeOf(entry, fsh, word)}: ${keyOf(resource)}`;
  };
}

function placeOf({ fshFile, startLine, endLine }: IndexEntry, fsh: string, word?: string): string {
  const lines = readFileSync(path.join(fsh, fshFile), 'utf8')
    .split('\n')
    .slice(startLine - 1, endLine);
  const offset = word === undefined ? 0 : lines.findIndex((line) => hasWord(line, word));
  return `input/fsh/${fshFile.split(path.sep).join('/')}:${startLine + Math.max(offset, 0)}`;
}

/** `#bid` is not in `#bid-submitted`. */
function hasWord(line: string, word: string): boolean {
  const at = line.indexOf(word);
  return at >= 0 && !/[\w-]/.test(line.charAt(at + word.length));
}

function keyOf({ resourceType, id }: Compiled): string {
  return `${resourceType}/${id}`;
}
