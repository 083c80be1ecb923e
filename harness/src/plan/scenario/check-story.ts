import type { InstanceKey } from '../../guide/resource.js';
import { closure, referredKeys } from '../references.js';
import type { Act, CreateAct, ForkAct, RaceAct, Scenario, UpdateAct, WaitAct } from '../scenario.js';
import type { Context } from './context.js';
import type { Path } from '../../yaml/source.js';
import { instancesOf, writesOf } from './writes.js';

/** Ids that every plan uses itself. */
const TAKEN_IDS = new Set(['given', 'final']);

/** What exists at one moment of the story: for sure, or on at least one way to it (with the act that creates it). */
interface Existing {
  sure: Set<InstanceKey>;
  maybe: Map<InstanceKey, string>;
  /** The act that waited for a moment to pass, if one has on some way to here. */
  waited?: string;
}

type Write = CreateAct | UpdateAct;

/**
 * Follows the story along all its branches: nothing is used before it is there, nothing is created twice, every reference
 * leads somewhere, ids are unique, everybody has a part.
 */
export function checkStory(scenario: Scenario, context: Context): void {
  new StoryCheck(scenario, context).run();
}

class StoryCheck {
  private readonly actIds = new Set<string>();
  private readonly branchIds = new Set<string>();
  private readonly active = new Set<string>();
  /** Everything that some act creates, with that act's id. */
  private readonly creators = new Map<InstanceKey, string>();
  private readonly checked = new Set<InstanceKey>();
  /** What has been reported as not there: once is enough. */
  private readonly missed = new Set<InstanceKey>();

  /** What lies at a server that nobody agreed on. */
  private readonly elsewhere: ReadonlySet<InstanceKey>;

  constructor(
    private readonly scenario: Scenario,
    private readonly context: Context,
  ) {
    this.elsewhere = new Set(scenario.elsewhere);
  }

  run(): void {
    const writes = this.scenario.acts.flatMap(writesOf);
    for (const act of writes) {
      if (act.kind === 'create' && !act.refused) act.keys.forEach((key) => this.creators.set(key, act.id));
    }
    this.checkElsewhere(writes);
    const sure = this.givenBefore(writes);
    this.checkActs(this.scenario.acts, { sure, maybe: new Map() });
    this.checkParts();
  }

  /** What lies elsewhere is nobody's to create or to have, and is listed because something refers to it. */
  private checkElsewhere(writes: readonly Write[]): void {
    const referred = new Set(
      writes.flatMap((act) => [
        ...instancesOf(act).flatMap((key) => referredKeys(this.context.guide.instance(key))),
        ...(act.kind === 'update' ? referredKeys(act.set) : []),
      ]),
    );
    const given = new Set(this.scenario.given.flatMap(({ keys }) => keys));
    this.scenario.elsewhere.forEach((key, index) => {
      const path = ['elsewhere', index];
      const creator = this.creators.get(key);
      if (creator !== undefined)
        this.context.fault(path, `${key} is elsewhere, but act "${creator}" creates it`, 'take it out of one');
      else if (given.has(key)) this.context.fault(path, `${key} is elsewhere, and given as well`, 'take it out of one');
      else if (!referred.has(key))
        this.context.fault(
          path,
          `nothing that an act writes refers to ${key}`,
          'let an act refer to it, or take it out',
        );
    });
  }

  /** What is there before the story, everything referred to included, but nothing that the story creates. */
  private givenBefore(writes: readonly Write[]): Set<InstanceKey> {
    const given = new Set<InstanceKey>();
    const add = (key: InstanceKey, path: Path): void => {
      if (this.elsewhere.has(key)) return;
      this.checkReferences(key, path);
      const lookUp = (each: InstanceKey) =>
        this.creators.has(each) || this.elsewhere.has(each) ? undefined : this.context.guide.instance(each);
      closure([key], lookUp).forEach((each) => given.add(each));
    };
    for (const actor of this.scenario.actors) if (actor.as) add(actor.as, ['actors', actor.name]);
    for (const { actor, keys } of this.scenario.given) {
      keys.forEach((key, index) => this.addGiven(key, ['given', actor, index], add));
    }
    for (const act of writes) {
      for (const key of instancesOf(act).flatMap((each) => referredKeys(this.context.guide.instance(each)))) {
        if (!this.creators.has(key)) add(key, this.pathOf(act));
      }
    }
    return given;
  }

  private addGiven(key: InstanceKey, path: Path, add: (key: InstanceKey, path: Path) => void): void {
    const creator = this.creators.get(key);
    if (creator !== undefined) {
      this.context.fault(path, `${key} is given, but act "${creator}" creates it`, 'take it out of "given"');
    } else add(key, path);
  }

  /** Every instance that comes along must be in the guide. Each is looked at once. */
  private checkReferences(key: InstanceKey, path: Path): void {
    if (this.checked.has(key)) return;
    this.checked.add(key);
    for (const to of referredKeys(this.context.guide.instance(key))) {
      if (this.context.guide.instance(to)) this.checkReferences(to, path);
      else
        this.context.fault(
          path,
          `${key} refers to ${to}, which the guide does not have`,
          this.context.nearInstance(to),
        );
    }
  }

  private checkActs(acts: readonly Act[], existing: Existing): Existing {
    return acts.reduce((before, act) => this.checkAct(act, before), existing);
  }

  private checkAct(act: Act, existing: Existing): Existing {
    this.checkId(act);
    const after = this.effect(act, existing);
    act.tells.forEach((name) => this.active.add(name));
    for (const { actor, key } of act.expect) {
      this.active.add(actor);
      this.need(key, after, this.pathOf(act.expect.find((each) => each.key === key) ?? act));
    }
    return after;
  }

  private effect(act: Act, existing: Existing): Existing {
    const path = this.pathOf(act);
    switch (act.kind) {
      case 'create':
      case 'update':
        return this.checkWrite(act, existing, path);
      case 'race':
        return this.checkRace(act, existing);
      case 'fork':
        return this.checkFork(act, existing);
      case 'read':
        this.active.add(act.by);
        act.keys.forEach((key, index) => this.need(key, existing, [...path, 'read', index]));
        return existing;
      case 'wait':
        this.need(act.key, existing, [...path, 'passes']);
        return this.checkWait(act, existing, path);
      case 'search':
        this.active.add(act.by).add(act.where);
        act.finds.forEach((key, index) => this.need(key, existing, [...path, 'search', 'finds', index]));
        return existing;
    }
  }

  private checkWrite(act: Write, existing: Existing, path: Path): Existing {
    this.active.add(act.by);
    const what = act.refused ? [...path, 'attempt'] : path;
    if (act.kind === 'create') return this.checkCreate(act, existing, [...what, 'create']);
    this.need(act.key, existing, [...what, 'update']);
    if (act.becomes) this.needReferences(act.becomes, existing, [...what, 'becomes']);
    for (const key of referredKeys(act.set)) this.needReferred(key, 'this act', existing, [...what, 'set']);
    return existing;
  }

  private checkCreate(act: CreateAct, existing: Existing, path: Path): Existing {
    const after: Existing = { ...existing, sure: new Set(existing.sure), maybe: new Map(existing.maybe) };
    act.keys.forEach((key, index) => {
      const at = act.keys.length > 1 ? [...path, index] : path;
      const first = after.maybe.get(key);
      if (first !== undefined) this.context.fault(at, `${key} is created twice: act "${first}" has done so already`);
      this.needReferences(key, after, at);
      if (act.refused) return;
      after.sure.add(key);
      after.maybe.set(key, act.id);
    });
    return after;
  }

  /** A run takes place around one moment: no shift of the dates could bring two of them near. */
  private checkWait(act: WaitAct, existing: Existing, path: Path): Existing {
    if (existing.waited !== undefined) {
      const message = `only one moment can pass on a way through a flow, and act "${existing.waited}" has waited for one`;
      this.context.faultAtName([...path, 'passes'], message, 'show the other in a branch of its own');
    }
    return { ...existing, waited: act.id };
  }

  private checkRace(act: RaceAct, existing: Existing): Existing {
    let after = existing;
    for (const lane of act.acts) {
      this.checkId(lane);
      const own = this.checkWrite(lane, { ...existing, maybe: after.maybe }, this.pathOf(lane));
      const all = act.winners >= act.acts.length;
      after = { ...existing, sure: all ? new Set([...after.sure, ...own.sure]) : existing.sure, maybe: own.maybe };
      lane.tells.forEach((name) => this.active.add(name));
    }
    return after;
  }

  private checkFork(act: ForkAct, existing: Existing): Existing {
    const ends = act.branches.map((branch) => {
      if (this.branchIds.has(branch.id)) {
        this.context.problems.add(
          branch.at,
          `there is another branch "${branch.id}" in this flow`,
          'give it a name of its own',
        );
      }
      this.branchIds.add(branch.id);
      return this.checkActs(branch.acts, existing);
    });
    if (act.optional || ends.length === 0) ends.push(existing);
    const [first = existing, ...more] = ends;
    const sure = new Set([...first.sure].filter((key) => more.every((end) => end.sure.has(key))));
    const waited = ends.find((end) => end.waited !== undefined)?.waited;
    return { sure, maybe: new Map(ends.flatMap((end) => [...end.maybe])), ...(waited === undefined ? {} : { waited }) };
  }

  private checkId(act: Act): void {
    if (TAKEN_IDS.has(act.id)) {
      this.context.fault(
        [...this.pathOf(act), 'id'],
        `"${act.id}" cannot be the id of an act: every run has one of its own`,
      );
    } else if (act.id && this.actIds.has(act.id)) {
      this.context.fault(
        [...this.pathOf(act), 'id'],
        `there is another act "${act.id}" in this flow`,
        'ids are unique in a flow, over all branches',
      );
    }
    this.actIds.add(act.id);
  }

  private need(key: InstanceKey, existing: Existing, path: Path): void {
    if (!key || existing.sure.has(key) || this.missed.has(key)) return;
    this.missed.add(key);
    const { why, hint } = this.absence(key, existing);
    this.context.fault(path, `${key} ${why}`, hint);
  }

  private absence(key: InstanceKey, existing: Existing): { why: string; hint: string } {
    const maybe = existing.maybe.get(key);
    if (maybe !== undefined) {
      const why = `may not be there: act "${maybe}", which creates it, does not happen on every way to here`;
      return { why, hint: 'move this into the branch, or create it before the branches' };
    }
    const later = this.creators.get(key);
    if (this.elsewhere.has(key)) {
      return { why: 'lies at a server that nobody agreed on', hint: 'it can be referred to, and nothing else' };
    }
    if (later === undefined) {
      const hint = 'list it under "given", or let an act create it first';
      return { why: 'is not there yet: it is neither given nor created', hint };
    }
    return { why: `is not there yet: act "${later}" creates it later`, hint: 'change the order of the acts' };
  }

  /** What is sent may refer only to what is there by then. */
  private needReferences(key: InstanceKey, existing: Existing, path: Path): void {
    for (const to of referredKeys(this.context.guide.instance(key))) {
      if (to !== key) this.needReferred(to, key, existing, path);
    }
  }

  private needReferred(to: InstanceKey, from: string, existing: Existing, path: Path): void {
    if (existing.sure.has(to) || this.elsewhere.has(to)) return;
    if (!this.context.guide.instance(to)) {
      this.context.fault(path, `${from} refers to ${to}, which the guide does not have`, this.context.nearInstance(to));
      return;
    }
    if (!this.creators.has(to)) return;
    const { why, hint } = this.absence(to, existing);
    this.context.fault(path, `${from} refers to ${to}, which ${why}`, hint);
  }

  private checkParts(): void {
    for (const actor of this.scenario.actors) {
      if (this.active.has(actor.name)) continue;
      const hint = 'let it act, tell it of something, or take it out';
      this.context.problems.add(actor.at, `the actor "${actor.name}" never acts and is never told of anything`, hint);
    }
  }

  private pathOf(of: object): Path {
    return this.context.paths.get(of) ?? [];
  }
}
