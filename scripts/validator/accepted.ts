import { isError, type OfficialIssue } from './issue.js';
import { parseList } from './yaml-list.js';

/** An issue that is tolerated, with the reason. In `message` and `where`, `*` stands for any characters. */
export interface Accepted {
  message: string;
  /** Subject and path, as in `guide/Task-x Task.focus`. */
  where: string;
  reason: string;
  /** What it tolerates; an error only where the entry says so. */
  severity: 'warning' | 'error';
  /** Line of the file, 1-based. */
  line: number;
}

/**
 * Reads the file of accepted issues: a YAML list of `{message, where, reason}` and, for an error, `severity: error`.
 *
 * @throws Error at the first fault, as `file:line: what is wrong`
 */
export function parseAccepted(text: string, file: string): Accepted[] {
  return parseList(text, file, ['message', 'where', 'reason'], ['severity']).map((entry) => {
    const { severity = 'warning' } = entry;
    if (severity === 'warning' || severity === 'error') return { ...entry, severity };
    throw new Error(`${file}:${entry.line}: "severity" is warning or error`);
  });
}

/** Says of each issue whether it is tolerated, and remembers which entries were of use. */
export class Acceptance {
  private readonly used = new Map<Accepted, number>();
  private readonly patterns: { entry: Accepted; message: RegExp; where: RegExp }[];

  constructor(readonly entries: readonly Accepted[]) {
    this.patterns = entries.map((entry) => ({ entry, message: globOf(entry.message), where: globOf(entry.where) }));
  }

  /** The first entry that tolerates an issue of the subject with that name. */
  of(subject: string, issue: OfficialIssue): Accepted | undefined {
    const where = `${subject} ${issue.path}`.trim();
    const severity = isError(issue) ? 'error' : 'warning';
    const hit = this.patterns.find(
      ({ entry, message, where: place }) =>
        entry.severity === severity && message.test(issue.message) && place.test(where),
    );
    if (hit) this.used.set(hit.entry, this.count(hit.entry) + 1);
    return hit?.entry;
  }

  /** How many issues an entry tolerated. */
  count(entry: Accepted): number {
    return this.used.get(entry) ?? 0;
  }

  /** Entries that tolerated nothing, though subjects of the kind they speak of (`guide/`, `sent/`, `received/`) were validated. */
  stale(subjects: readonly string[]): Accepted[] {
    const kinds = new Set(subjects.map((name) => name.split('/')[0]));
    return this.entries.filter((entry) => {
      const kind = entry.where.split('/')[0] ?? '';
      return this.count(entry) === 0 && (kind.includes('*') || kinds.has(kind));
    });
  }
}

/** `*` stands for any characters, everything else for itself. */
function globOf(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
