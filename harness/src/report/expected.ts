import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type YAMLMap } from 'yaml';
import type { Verdict } from '../judge/finding.js';
import type { ExpectedFinding } from './compare-expected.js';
import { VERDICTS } from './verdicts.js';

/** The file of expected findings cannot be used. The message names file and line and says what to write instead. */
export class ExpectedFileError extends Error {
  override name = 'ExpectedFileError';
}

/** A pass needs no tolerance, and a fault of the harness is never the target's known behaviour. */
const LISTABLE = VERDICTS.filter((verdict) => verdict !== 'pass' && verdict !== 'harness-fault');
const KEYS = ['finding', 'verdict', 'reason'] as const;

/**
 * Reads a file of expected findings: a YAML (or JSON) list of `{finding, verdict, reason}`. Pure; `file` only names it in errors.
 *
 * @throws ExpectedFileError at the first fault, as `file:line: what is wrong and what to do`
 */
export function parseExpected(text: string, file: string): ExpectedFinding[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const reader = new EntryReader(file, lines);
  const [broken] = document.errors;
  if (broken)
    throw reader.error(broken.pos[0], broken.message.split('\n')[0]?.replace(/ at line \d.*$/, '') ?? 'not YAML');
  return reader.read(document);
}

class EntryReader {
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly file: string,
    private readonly lines: LineCounter,
  ) {}

  read(document: Document.Parsed): ExpectedFinding[] {
    const { contents } = document;
    if (contents === null) return [];
    if (!isSeq(contents)) throw this.error(contents.range?.[0], 'must be a list of entries, each "- finding: ..."');
    return contents.items.map((item) => this.entry(item as Node));
  }

  private entry(item: Node): ExpectedFinding {
    const at = item.range?.[0];
    if (!isMap(item)) throw this.error(at, `an entry must have ${KEYS.join(', ')}`);
    this.checkKeys(item);
    const entry = {
      finding: this.text(item, 'finding'),
      verdict: this.verdict(item),
      reason: this.text(item, 'reason'),
      line: this.line(at),
    };
    const earlier = this.seen.get(entry.finding);
    if (earlier !== undefined) throw this.error(at, `"${entry.finding}" is listed already in line ${earlier}`);
    this.seen.set(entry.finding, entry.line);
    return entry;
  }

  private checkKeys(item: YAMLMap): void {
    for (const pair of item.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      if (!(KEYS as readonly string[]).includes(key)) {
        throw this.error((pair.key as Node | null)?.range?.[0], `unknown "${key}"; an entry has ${KEYS.join(', ')}`);
      }
    }
  }

  private text(item: YAMLMap, key: (typeof KEYS)[number]): string {
    const node = item.get(key, true);
    const value: unknown = isScalar(node) ? node.value : undefined;
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    const hint = {
      finding: 'the id of a finding, as the report shows it',
      verdict: LISTABLE.join(', '),
      reason: 'why it is tolerated',
    };
    throw this.error(node?.range?.[0] ?? item.range?.[0], `"${key}" must be a text: ${hint[key]}`);
  }

  private verdict(item: YAMLMap): Verdict {
    const value = this.text(item, 'verdict');
    const known = LISTABLE.find((verdict) => verdict === value);
    if (known) return known;
    const node = item.get('verdict', true);
    throw this.error(node?.range?.[0], `verdict "${value}" cannot be expected; use ${LISTABLE.join(', ')}`);
  }

  private line(offset = 0): number {
    return this.lines.linePos(offset).line;
  }

  error(offset: number | undefined, what: string): ExpectedFileError {
    return new ExpectedFileError(`${this.file}:${this.line(offset)}: ${what}`);
  }
}
