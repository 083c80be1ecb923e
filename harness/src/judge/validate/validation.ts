import type { Resource } from '../../guide/resource.js';
import { isAllowedOn, isMissing, type Holder } from './extensions.js';
import { issue, type Issue } from './issue.js';
import { isPrimitive, primitiveFault } from './primitives.js';
import { entriesOf, type Place } from './references.js';
import { membersOf, membershipIssues, sliceNames } from './slice-members.js';
import { sliceTest, type Occurrence, type SliceTest } from './slicing.js';
import type { Structures } from './structures.js';
import type { ElementNode, Field, StructureTree, TypeUse } from './tree.js';
import { constraintIssues, valueIssues } from './value-rules.js';

type Json = Record<string, unknown>;

/** An object being walked: what defines its properties, and what it is where it stands. */
interface Spot {
  place: Place;
  /** The element, or the root of its type's structure, whose children are looked for. */
  shape: ElementNode;
  path: string;
  holder: Holder;
}

const ANY_RESOURCE = new Set(['Resource', 'DomainResource']);
/** Far deeper than any real resource; a hostile one must not exhaust the stack. */
const DEEPEST = 100;
const NO_TEST: SliceTest = () => undefined;
/** Tests of slices, made once per slice. */
const sliceTests = new WeakMap<ElementNode, SliceTest>();

/**
 * One walk over one resource, along the trees of its type and profiles. Collects what it finds in `issues`; what can't be
 * decided with what is at hand leaves no issue.
 */
export class Validation {
  readonly issues: Issue[] = [];

  /** @param depth how many objects stand around the one that is walked */
  constructor(
    private readonly structures: Structures,
    private depth = 0,
  ) {}

  /**
   * A whole resource: by the profiles it claims and those asked for, else by its type.
   * @param outer where it stands, for a contained resource or an entry of a bundle
   */
  resource(value: unknown, path: string, asked: readonly string[], outer?: Place & { contained: boolean }): void {
    const type = (value as Resource | null)?.resourceType;
    if (typeof type !== 'string' || !this.structures.isResourceType(type)) {
      const seen = type === undefined ? 'there is no resourceType' : `'${type}' is no resource type of R4`;
      this.add('resource-type', path, `${seen}; a resource names its type in resourceType`, 'Resource');
      return;
    }
    const resource = value as Resource;
    const place: Place = {
      resource,
      root: outer?.contained ? outer.root : resource,
      path,
      entries: type === 'Bundle' ? entriesOf(resource) : outer?.entries,
    };
    const trees = this.profilesOf(resource, path, asked);
    const base = trees.length === 0 ? this.structures.tree(type) : undefined;
    for (const tree of base ? [base] : trees) {
      this.fields(resource, { place, shape: tree.root, path, holder: { paths: [type], type } });
      this.issues.push(...constraintIssues(tree.root.constraints, resource, undefined, path, place, tree.url));
    }
  }

  private profilesOf(resource: Resource, path: string, asked: readonly string[]): StructureTree[] {
    const claimed = Array.isArray(resource.meta?.profile) ? resource.meta.profile : [];
    const trees: StructureTree[] = [];
    for (const url of new Set([...claimed, ...asked])) {
      const tree = typeof url === 'string' ? this.structures.tree(url) : undefined;
      if (!tree) {
        this.add(
          'unknown-profile',
          path,
          `the profile ${url} is not known here and was not checked`,
          `${url}`,
          'warning',
        );
      } else if (!this.structures.typeChain(resource.resourceType).includes(tree.type)) {
        const message = `the profile ${url} is one of ${tree.type}, but this is a ${resource.resourceType}`;
        this.add('profile-type', path, message, tree.url);
      } else trees.push(tree);
    }
    return trees;
  }

  // --- objects and their properties ---------------------------------------------------------------------------

  /** The properties of an object: those that are there, and those that should be. */
  private fields(object: Json, spot: Spot): void {
    const { shape, path } = spot;
    for (const key of Object.keys(object)) {
      if (key === 'resourceType' && object === (spot.place.resource as Json)) continue;
      const name = key.startsWith('_') ? key.slice(1) : key;
      const field = shape.fields.get(name);
      if (!field || (name !== key && !isPrimitive(field.type.code))) this.unknown(key, spot);
      else if (name === key || object[name] === undefined) this.field(object[name], object[`_${name}`], field, spot);
    }
    for (const child of shape.children) {
      if (child.min === 0 && child.slices.length === 0) continue;
      const there = child.names.filter((name) => object[name] !== undefined || object[`_${name}`] !== undefined);
      if (there.length > 0) continue;
      if (child.min > 0 && !Object.keys(object).some((key) => this.isChoice(key, child))) {
        this.add('min', path, `${child.name} is missing; at least ${child.min} needed`, shape.structure);
      }
      if (child.slices.length > 0) this.slices([], child, spot);
    }
    for (const child of shape.children) if (child.choice) this.oneChoice(object, child, spot);
  }

  private oneChoice(object: Json, child: ElementNode, { shape, path }: Spot): void {
    const there = child.names.filter((name) => object[name] !== undefined);
    if (there.length > 1) {
      this.add('choice-type', path, `only one of ${there.join(', ')} may be there`, shape.structure);
    }
  }

  private unknown(key: string, { shape, path }: Spot): void {
    const choice = shape.children.find((child) => this.isChoice(key, child));
    if (!choice) {
      this.add('unknown-element', path, `there is no element ${key} in ${shape.path}`, shape.structure);
      return;
    }
    const allowed = choice.max === 0 ? 'no value at all' : choice.types.map(({ code }) => code).join(', ');
    const code = choice.max === 0 ? 'max' : 'choice-type';
    this.add(
      code,
      `${path}.${choice.name}`,
      `${key} has a type that is not allowed here; allowed: ${allowed}`,
      shape.structure,
    );
  }

  /** Whether a property is a choice's name and a type, also one that is not allowed. */
  private isChoice(key: string, { choice, name }: ElementNode): boolean {
    const suffix = choice ? key.replace(/^_/, '').slice(name.length) : '';
    return /^[A-Z]/.test(suffix) && key.replace(/^_/, '').startsWith(name) && this.isType(suffix);
  }

  private isType(suffix: string): boolean {
    const lower = suffix.charAt(0).toLowerCase() + suffix.slice(1);
    return isPrimitive(lower) || this.structures.tree(suffix) !== undefined;
  }

  /** One property: its cardinality and JSON shape, then each value, then its slices. */
  private field(value: unknown, sibling: unknown, { node, type }: Field, spot: Spot): void {
    const path = `${spot.path}.${node.name}`;
    if (node.max === 0) {
      this.add('max', path, `${node.name} is not allowed here`, node.structure);
      return;
    }
    const occurrences = this.occurrences(value, sibling, node, type, path);
    if (!occurrences) return;
    if (occurrences.length > node.max) {
      const message = `found ${occurrences.length} × ${node.name}; at most ${node.max} allowed`;
      this.add('max', path, message, node.structure);
    }
    if (occurrences.length < node.min) {
      const message = `found ${occurrences.length} × ${node.name}; at least ${node.min} needed`;
      this.add('min', spot.path, message, node.structure);
    }
    for (const each of occurrences) this.element(each, node, spot);
    const shaped = occurrences.every(({ value: each }) => isPrimitive(type.code) || isObject(each));
    if (node.slices.length > 0 && shaped) this.slices(occurrences, node, spot);
  }

  private occurrences(
    value: unknown,
    sibling: unknown,
    node: ElementNode,
    type: TypeUse,
    path: string,
  ): Occurrence[] | undefined {
    if (!node.repeats) {
      if (!Array.isArray(value)) return [{ value, sibling, type, path }];
      this.add('json-shape', path, `${node.name} cannot repeat: it is no array in JSON`, node.structure);
      return undefined;
    }
    const wrong = [value, sibling].some((each) => each !== undefined && !Array.isArray(each));
    const length = wrong ? 0 : Math.max((value as unknown[])?.length ?? 0, (sibling as unknown[])?.length ?? 0);
    if (length === 0) {
      const message = wrong ? `${node.name} can repeat: it is always an array in JSON` : 'an array must not be empty';
      this.add('json-shape', path, message, node.structure);
      return undefined;
    }
    return Array.from({ length }, (_, n) => ({
      value: (value as unknown[] | undefined)?.[n],
      sibling: (sibling as unknown[] | undefined)?.[n],
      type,
      path: `${path}[${n}]`,
    }));
  }

  // --- values -------------------------------------------------------------------------------------------------

  /**
   * One value, by its element and type.
   * @param own only what the element itself says, for a slice whose values were checked by the unsliced element already
   */
  private element(occurrence: Occurrence, node: ElementNode, spot: Spot, own = false): void {
    const { value, type, path } = occurrence;
    if (isPrimitive(type.code)) {
      this.primitive(occurrence, node, spot, own);
      return;
    }
    if (!isObject(value)) {
      this.add('json-shape', path, `this must be a JSON object (type ${type.code})`, node.structure);
    } else if (Object.keys(value).every((key) => key === 'id')) {
      this.add('json-shape', path, 'an object must not be empty: it has content besides its id', node.structure);
    } else {
      this.issues.push(...valueIssues(occurrence, node, spot.place, this.structures));
      this.deeper(path, node, () => this.content(value, occurrence, node, spot, own));
    }
  }

  private deeper(path: string, { structure }: ElementNode, walk: () => void): void {
    if (this.depth >= DEEPEST) {
      this.add(
        'json-shape',
        path,
        `nested more than ${DEEPEST} levels deep; what lies below was not checked`,
        structure,
      );
      return;
    }
    this.depth++;
    walk();
    this.depth--;
  }

  private primitive({ value, sibling, type, path }: Occurrence, node: ElementNode, spot: Spot, own: boolean): void {
    const extended = isObject(sibling);
    if (value === undefined || value === null) {
      const hasExtension = extended && sibling.extension !== undefined;
      if (!hasExtension) this.add('json-shape', path, 'there is neither a value nor an extension', node.structure);
    } else {
      const fault = own ? undefined : primitiveFault(type.code, value);
      if (fault) {
        this.add('primitive-format', path, `${JSON.stringify(value)} is wrong: this must be ${fault}`, node.structure);
        return;
      }
      this.issues.push(...valueIssues({ value, sibling, type, path }, node, spot.place, this.structures));
    }
    if (!extended || own) return;
    const shape = node.children.length > 0 ? node : this.structures.tree('Element')?.root;
    const holder = this.holderAt(node, type.code, path, spot);
    if (shape) this.fields(sibling, { place: spot.place, shape, path, holder });
  }

  /** What stands within a complex value. */
  private content(value: Json, at: Occurrence, node: ElementNode, spot: Spot, own: boolean): void {
    const { type, path } = at;
    const { place } = spot;
    if (ANY_RESOURCE.has(type.code) || this.structures.isResourceType(type.code)) {
      this.inner(value, at, node, spot, own);
      return;
    }
    if (type.code === 'Extension' && !own) {
      this.extension(value, at, node, spot);
      return;
    }
    const holder = this.holderAt(node, type.code, path, spot);
    if (node.children.length > 0) {
      this.fields(value, { place, shape: node, path, holder });
      if (!own) this.typeConstraints(value, this.structures.tree(type.code), path, place);
      return;
    }
    const referred = node.contentReference ? this.referred(node) : undefined;
    if (referred) {
      holder.paths.push(referred.path);
      this.fields(value, { place, shape: referred, path, holder });
    } else if (type.profile && type.code !== 'Extension') this.byProfiles(value, type, path, spot, holder);
    else if (!own) this.byType(value, type.code, path, place, holder);
  }

  private byType(value: Json, url: string, path: string, place: Place, holder: Holder): void {
    const tree = this.structures.tree(url);
    if (!tree) return;
    this.typeConstraints(value, tree, path, place);
    this.fields(value, { place, shape: tree.root, path, holder });
  }

  private typeConstraints(value: Json, tree: StructureTree | undefined, path: string, place: Place): void {
    if (!tree) return;
    this.issues.push(...constraintIssues(tree.root.constraints, value, tree.type, path, place, tree.url));
  }

  private referred(node: ElementNode): ElementNode | undefined {
    const id = node.contentReference ?? '';
    const tree = this.structures.tree(node.structure);
    return tree?.byId.get(id) ?? this.structures.tree(id.replace(/\..*$/, ''))?.byId.get(id);
  }

  /** A value whose type names profiles must meet one of them. */
  private byProfiles(value: Json, type: TypeUse, path: string, { place }: Spot, holder: Holder): void {
    const known = (type.profile ?? []).flatMap((url) => this.structures.tree(url) ?? []);
    if (known.length !== type.profile?.length) {
      this.byType(value, type.code, path, place, holder);
      return;
    }
    this.anyOf(
      known.map(
        ({ url }) =>
          (attempt) =>
            attempt.byType(value, url, path, place, holder),
      ),
      type,
      path,
    );
  }

  /** Keeps the issues of the first way that has no errors; with several ways and none that fits, says so in one issue. */
  private anyOf(ways: ((attempt: Validation) => void)[], type: TypeUse, path: string): void {
    const attempts = ways.map((way) => {
      const attempt = new Validation(this.structures, this.depth);
      way(attempt);
      return attempt.issues;
    });
    const fit = attempts.find((issues) => !issues.some(({ severity }) => severity === 'error'));
    const only = attempts.length === 1 ? attempts[0] : undefined;
    if (fit ?? only) this.issues.push(...((fit ?? only) as Issue[]));
    else {
      const names = (type.profile ?? []).join(', ');
      this.add('profile', path, `it meets none of the profiles allowed here: ${names}`, type.profile?.[0] ?? type.code);
    }
  }

  /** A contained resource, a bundle's entry, a parameter. */
  private inner(value: Json, { type, path }: Occurrence, node: ElementNode, { place }: Spot, own: boolean): void {
    const actual = `${value.resourceType}`;
    if (!ANY_RESOURCE.has(type.code) && this.structures.isResourceType(actual) && actual !== type.code) {
      this.add('resource-type', path, `it is a ${actual}; allowed: ${type.code}`, node.structure);
      return;
    }
    const outer = { ...place, contained: node.name === 'contained' };
    const ways = (type.profile ?? []).map(
      (url) => (attempt: Validation) => attempt.resource(value, path, [url], outer),
    );
    if (ways.length > 0) this.anyOf(ways, type, path);
    else if (!own) this.resource(value, path, [], outer);
  }

  // --- extensions ---------------------------------------------------------------------------------------------

  private extension(value: Json, { path }: Occurrence, node: ElementNode, spot: Spot): void {
    const { url } = value;
    const { place } = spot;
    const absolute = typeof url === 'string' && url.includes(':');
    const tree = absolute ? this.structures.tree(url) : undefined;
    const known = tree?.type === 'Extension' ? tree : undefined;
    const modifier = node.name === 'modifierExtension';
    if (absolute && !known && (modifier || isMissing(url, this.structures))) {
      const why = modifier ? 'a modifier that is not understood must not be passed over' : 'there is no such extension';
      this.add('unknown-extension', path, `the extension ${url} is not known: ${why}`, node.structure);
    }
    if (known) this.extensionPlace(known, modifier, path, spot);
    if ((value.extension === undefined) === (valueOf(value) === undefined)) {
      const message = 'ext-1: an extension has either a value or extensions of its own, and not both';
      this.add('invariant', path, message, known?.url ?? node.structure);
    }
    const holder: Holder = { paths: ['Extension'], type: 'Extension', extension: absolute ? url : undefined };
    this.byType(value, known?.url ?? 'Extension', path, place, holder);
  }

  private extensionPlace(tree: StructureTree, modifier: boolean, path: string, { holder }: Spot): void {
    if (!isAllowedOn(tree, holder, this.structures)) {
      const contexts = tree.contexts.map(({ expression }) => expression).join(', ');
      const message = `the extension ${tree.url} may not stand on ${holder.paths[0]}; allowed on: ${contexts}`;
      this.add('extension-context', path, message, tree.url);
    }
    if (tree.modifier !== modifier) {
      const where = tree.modifier ? 'modifierExtension' : 'extension';
      this.add('extension-modifier', path, `the extension ${tree.url} belongs in ${where}`, tree.url);
    }
  }

  private holderAt(node: ElementNode, type: string, path: string, { place, holder }: Spot): Holder {
    const from = `${place.resource.resourceType}${path.slice(place.path.length)}`.replace(/\[\d+\]/g, '');
    return { paths: [node.path, from], type, extension: type === 'Extension' ? holder.extension : undefined };
  }

  // --- slices -------------------------------------------------------------------------------------------------

  /** Assigns each value to a slice, then checks the slices as such, and each value by its slice. */
  private slices(occurrences: readonly Occurrence[], node: ElementNode, spot: Spot): void {
    const found = membersOf(occurrences, node, (slice) => this.testOf(node, slice));
    this.issues.push(...membershipIssues(found, occurrences, node, spot.path));
    if (node.slicing?.rules !== 'closed') for (const stray of found.strays) this.unknownPart(stray, node, spot);
    for (const [slice, matched] of found.members) {
      for (const each of matched) this.element(each, slice, spot, true);
      if (slice.slices.length > 0) this.slices(matched, slice, spot);
    }
  }

  private testOf(node: ElementNode, slice: ElementNode): SliceTest {
    let test = sliceTests.get(slice);
    if (!test) {
      const meets = (resource: unknown, profiles: readonly string[]): boolean =>
        profiles.some((url) => {
          const attempt = new Validation(this.structures, this.depth);
          attempt.resource(resource, 'resource', [url]);
          return !attempt.issues.some(({ severity }) => severity === 'error');
        });
      test = slice.sliceName === '@default' ? NO_TEST : sliceTest(node, slice, this.structures, meets);
      sliceTests.set(slice, test);
    }
    return test;
  }

  /** Within an extension, a url that is no absolute one names a part that the extension's definition must have. */
  private unknownPart({ value, path }: Occurrence, node: ElementNode, { holder }: Spot): void {
    const url = (value as Json | null)?.url;
    if (node.name !== 'extension' || holder.type !== 'Extension' || typeof url !== 'string' || url.includes(':'))
      return;
    const message = `the extension ${holder.extension} has no part '${url}'; allowed: ${sliceNames(node)}`;
    this.add('unknown-extension', path, message, node.structure);
  }

  private add(...told: Parameters<typeof issue>): void {
    this.issues.push(issue(...told));
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueOf(extension: Json): string | undefined {
  return Object.keys(extension).find((key) => /^_?value[A-Z]/.test(key));
}
