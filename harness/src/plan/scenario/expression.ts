import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import type { Resource } from '../../guide/resource.js';
import type { Element, Elements } from './elements.js';
import { suggest } from '../../yaml/nearest.js';

/** What is wrong with an expression, and at which character of it (0-based). */
export interface ExpressionFault {
  message: string;
  hint?: string | undefined;
  offset: number;
}

/** A node of the tree that `fhirpath.parse` answers, as far as it is used here. */
interface Node {
  type: string;
  text?: string;
  start?: { line: number; column: number };
  children?: Node[];
}

/** Functions that pass on what they are given, or part of it. */
const FILTERS = new Set(['where', 'first', 'last', 'tail', 'skip', 'take', 'single', 'distinct', 'trace', 'exclude']);

/** FHIRPath expectations of one file: each expression is compiled once, however often it is asked about. */
export class Expressions {
  private readonly compiled = new Map<string, (resource: Resource) => unknown>();

  constructor(private readonly elements: Elements) {}

  /** Whether an expectation is met by a resource: exactly true comes out. */
  holds(expression: string, resource: Resource): boolean {
    const result = this.evaluate(expression, resource);
    return result.length === 1 && result[0] === true;
  }

  /** What an expression gives on a resource. Throws what the engine throws. */
  evaluate(expression: string, resource: Resource): unknown[] {
    const compile = () => fhirpath.compile(expression, r4, { async: false }) as (resource: Resource) => unknown;
    const compiled = this.compiled.get(expression) ?? compile();
    this.compiled.set(expression, compiled);
    return compiled(resource) as unknown[];
  }

  /** What an expression gives on a resource; undefined when it is no FHIRPath. */
  read(expression: string, resource: Resource): unknown[] | undefined {
    try {
      return this.evaluate(expression, resource);
    } catch {
      return undefined;
    }
  }

  /**
   * The first thing wrong with an expectation over resources of one type: bad syntax, an unknown function or element, or
   * that it shows nothing because it could not fail. Undefined when it is good.
   */
  faultIn(expression: string, type: string): ExpressionFault | undefined {
    let tree: Node;
    try {
      tree = fhirpath.parse(expression) as Node;
    } catch (error) {
      return syntaxFault(expression, (error as Error).message);
    }
    return misnamed(tree, type, this.elements) ?? this.vain(expression, tree, type);
  }

  /** Holds without anything being there, or whatever is there: then meeting it proves nothing. */
  private vain(expression: string, tree: Node, type: string): ExpressionFault | undefined {
    const offset = 0;
    try {
      if (identifiers(tree).length === 0 && !/\$this/.test(expression)) {
        return { message: 'this expectation is a constant: it says nothing about the resource', offset };
      }
      if (!this.holds(expression, { resourceType: type })) return undefined;
    } catch (error) {
      return { message: `this FHIRPath cannot be evaluated: ${(error as Error).message}`, offset };
    }
    return {
      message: `this expectation also holds on an empty ${type}, so it shows nothing`,
      hint: 'join it by "and" with something that must be there, e.g. status = \'requested\'',
      offset,
    };
  }
}

/** Values of the elements that an expression begins with, in short, for messages: `status "requested"`. */
export function shown(expression: string, resource: Resource): string {
  const names = new Set(
    identifiers(fhirpath.parse(expression) as Node).filter((name) => Object.hasOwn(resource, name)),
  );
  const parts = [...names].map((name) => `${name} ${JSON.stringify(resource[name]).slice(0, 120)}`);
  return parts.length > 0 ? parts.join(', ') : 'none of these elements';
}

function syntaxFault(expression: string, message: string): ExpressionFault {
  const first = message.split('\n')[0] ?? '';
  const [, line, column, text] = /^line: (\d+); column: (\d+); message: (.*)$/.exec(first) ?? [];
  const before = expression.split('\n').slice(0, Number(line ?? 1) - 1);
  const offset = before.reduce((sum, each) => sum + each.length + 1, Number(column ?? 0));
  const words = (text ?? first).replace(/ expecting \{.*$/, '').replace("'<EOF>'", 'end');
  return { message: `this is not FHIRPath: ${words}`, hint: '"=" compares, texts stand in single quotes', offset };
}

function identifiers(node: Node): string[] {
  if (node.type === 'MemberInvocation' && node.text) return [node.text];
  return (node.children ?? []).flatMap(identifiers);
}

function misnamed(tree: Node, type: string, elements: Elements): ExpressionFault | undefined {
  const root = elements.root(type);
  return root ? new NameCheck(elements, type).check(tree, root) : undefined;
}

/** Follows paths through an expression as long as their types are known, and finds the first name that no element has. */
class NameCheck {
  private fault: ExpressionFault | undefined;

  constructor(
    private readonly elements: Elements,
    private readonly type: string,
  ) {}

  check(tree: Node, root: Element): ExpressionFault | undefined {
    this.visit(tree, root);
    return this.fault;
  }

  /** The element that a node's values are of, or undefined when that is not known. `focus`: what bare names start from. */
  private visit(node: Node, focus: Element | undefined): Element | undefined {
    const children = node.children ?? [];
    const [first, second] = children;
    switch (node.type) {
      case 'MemberInvocation':
        return this.member(node, focus, true);
      case 'TermExpression':
      case 'InvocationTerm':
      case 'ParenthesizedTerm':
        return first && this.visit(first, focus);
      case 'ThisInvocation':
        return focus;
      case 'IndexerExpression':
        return first && this.visit(first, focus);
      case 'InvocationExpression':
        return first && second && this.invocation(first, second, focus);
      case 'TypeExpression':
        if (first) this.visit(first, focus);
        return undefined;
      case 'FunctionInvocation':
        return this.invoked(node, focus);
      default:
        for (const child of children) this.visit(child, focus);
        return undefined;
    }
  }

  private invocation(left: Node, right: Node, focus: Element | undefined): Element | undefined {
    const from = this.visit(left, focus);
    return right.type === 'MemberInvocation' ? this.member(right, from, false) : this.invoked(right, from);
  }

  private invoked(node: Node, focus: Element | undefined): Element | undefined {
    const [name, params] = node.children?.[0]?.children ?? [];
    if (name?.text === 'ofType' || name?.text === 'as') {
      const type = params?.children?.[0] && identifiers(params.children[0]).at(-1);
      return type ? this.elements.root(type) : undefined;
    }
    for (const param of params?.children ?? []) this.visit(param, focus);
    return name?.text && FILTERS.has(name.text) ? focus : undefined;
  }

  private member(node: Node, focus: Element | undefined, bare: boolean): Element | undefined {
    const name = (node.text ?? '').replace(/^`|`$/g, '');
    if (bare && name === this.type) return this.elements.root(name);
    const children = focus && this.elements.children(focus);
    const child = children?.get(name);
    if (children && !child) {
      this.fault ??= {
        message: `${focus?.path ?? this.type} has no element "${name}"`,
        hint: suggest(name, children.keys()),
        offset: (node.start?.column ?? 1) - 1,
      };
    }
    return child;
  }
}
