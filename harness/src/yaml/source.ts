import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';

/** Where something stands in a file that a person wrote: 1-based. */
export interface SourcePosition {
  file: string;
  line: number;
  column: number;
}

/** One thing that is wrong with such a file, said in a sentence. */
export interface SourceError extends SourcePosition {
  message: string;
  /** What to do: the nearest valid name, or an example. */
  hint?: string;
}

/** Larger files are refused: one that long is not for people, and parsing must stay bounded. In characters. */
export const MAX_SOURCE_LENGTH = 262_144;

/** How many alias expansions one file may ask for. */
const MAX_ALIASES = 100;

/** Where a value stands inside the document: property names and list indexes. */
export type Path = readonly (string | number)[];

/** Collects what is wrong, each thing once. */
export class Problems {
  private readonly found = new Map<string, SourceError>();

  /** Adds a problem at a place; a second one with the same words at the same place is dropped. */
  add(at: SourcePosition, message: string, hint?: string): void {
    const { file, line, column } = at;
    const id = `${line}:${column}:${message}`;
    if (!this.found.has(id)) this.found.set(id, { message, file, line, column, ...(hint ? { hint } : {}) });
  }

  get none(): boolean {
    return this.found.size === 0;
  }

  /** All problems in the order of the text. */
  sorted(): SourceError[] {
    return [...this.found.values()].sort((a, b) => a.line - b.line || a.column - b.column);
  }
}

/** A parsed YAML text, which can tell the line and column of everything in it. */
export class Source {
  private constructor(
    readonly file: string,
    readonly text: string,
    private readonly document: Document.Parsed,
    private readonly lines: LineCounter,
    /** The whole document as plain data. */
    readonly data: unknown,
  ) {}

  /** Parses a text; on bad YAML, adds problems and answers undefined. Never throws. */
  static parse(text: string, file: string, problems: Problems): Source | undefined {
    if (text.length > MAX_SOURCE_LENGTH) {
      const message = `the file has ${text.length} characters, more than the ${MAX_SOURCE_LENGTH} allowed`;
      problems.add({ file, line: 1, column: 1 }, message, 'split it into several files');
      return undefined;
    }
    try {
      return Source.parseBounded(text, file, problems);
    } catch (error) {
      problems.add({ file, line: 1, column: 1 }, `this YAML cannot be read: ${(error as Error).message}`);
      return undefined;
    }
  }

  private static parseBounded(text: string, file: string, problems: Problems): Source | undefined {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, strict: true, uniqueKeys: true });
    for (const fault of [...document.errors, ...document.warnings]) {
      const { line, col } = lines.linePos(fault.pos[0]);
      problems.add({ file, line, column: col }, `bad YAML: ${inWords(fault.code, fault.message)}`);
    }
    if (!problems.none) return undefined;
    const data: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return new Source(file, text, document, lines, data);
  }

  /** Position of a value; of the nearest thing around it when the path leads nowhere. */
  at(path: Path): SourcePosition {
    return this.position(this.nodeAt(path));
  }

  /** Position of the name of the property that a path ends in. */
  keyAt(path: Path): SourcePosition {
    const name = path.at(-1);
    const parent = this.nodeAt(path.slice(0, -1));
    const pair = isMap(parent) ? parent.items.find((item) => keyText(item.key) === String(name)) : undefined;
    return isNode(pair?.key) ? this.position(pair.key) : this.at(path);
  }

  /**
   * Position of a character inside a scalar: exact for one written on one line, the scalar's beginning otherwise.
   * `offset` counts from the scalar's first character.
   */
  inside(path: Path, offset: number): SourcePosition {
    const node = this.nodeAt(path);
    const start = this.position(node);
    if (!isScalar(node) || !node.range || typeof node.value !== 'string') return start;
    const written = this.text.slice(node.range[0], node.range[1]);
    const quote = written.startsWith("'") || written.startsWith('"') ? 1 : 0;
    const plain = written.slice(quote, written.length - quote) === node.value;
    return plain ? { ...start, column: start.column + quote + offset } : start;
  }

  private position(node: Node | undefined): SourcePosition {
    const { line, col } = this.lines.linePos(node?.range?.[0] ?? 0);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  private nodeAt(path: Path): Node | undefined {
    let node: Node | undefined = this.document.contents ?? undefined;
    for (const step of path) {
      const next = childOf(this.resolved(node), step);
      if (!next) break;
      node = next;
    }
    return node;
  }

  private resolved(node: Node | undefined): Node | undefined {
    return isAlias(node) ? (node.resolve(this.document) as Node | undefined) : node;
  }
}

function childOf(node: Node | undefined, step: string | number): Node | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return isNode(item) ? item : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => keyText(item.key) === String(step));
  if (isNode(pair?.value)) return pair.value;
  return isNode(pair?.key) ? pair.key : undefined;
}

function keyText(key: unknown): string {
  return String(isScalar(key) ? (key.value ?? '') : key);
}

/** The parser's own messages are good; only those that need a word more get one. */
function inWords(code: string, message: string): string {
  if (code === 'DUPLICATE_KEY') return 'the same name stands twice in one block';
  if (code === 'TAB_AS_INDENT') return 'a tab is used for indentation; use spaces';
  if (code === 'MULTIPLE_DOCS') return 'the file holds more than one document; take out the "---" between them';
  return message;
}
