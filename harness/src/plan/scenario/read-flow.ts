import { exchanges } from '../../exchange/catalog.js';
import type { ExchangeId } from '../plan.js';
import type { Scenario, ScenarioActor } from '../scenario.js';
import { entriesOf, itemsOf, recordOf, textOf, type Context } from './context.js';
import { suggest } from '../../yaml/nearest.js';
import { readActs } from './read-acts.js';

/** Types of resource that can stand for an actor: those that Task.owner may point to. */
const PARTY_TYPES = new Set([
  'CareTeam',
  'Device',
  'HealthcareService',
  'Organization',
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'RelatedPerson',
]);

/**
 * Turns the data of a scenario file into a Scenario and looks up every name in it. What is wrong is added to the context's
 * problems; the scenario is of use only when there are none.
 */
export function readFlow(context: Context): Scenario {
  const data = recordOf(context.source.data);
  const id = textOf(data.id) ?? '';
  checkFileName(context, id);
  readActors(context, data.actors);
  context.exchanges = readExchanges(context, data.exchanges);
  const story = textOf(data.story);
  const page = textOf(data.page);
  return {
    id,
    title: textOf(data.title) ?? '',
    ...(story ? { story } : {}),
    ...(page ? { page } : {}),
    actors: [...context.actors.values()],
    exchanges: context.exchanges,
    given: entriesOf(data.given).flatMap(([name, keys]) => {
      const actor = givenActor(context, name);
      return actor ? [{ actor, keys: context.instances(keys, ['given', name]) }] : [];
    }),
    elsewhere: context.instances(data.elsewhere, ['elsewhere']),
    acts: readActs(context, data.acts, ['acts']),
    at: context.source.at([]),
  };
}

function checkFileName(context: Context, id: string): void {
  const name = context.source.file.split(/[\\/]/).at(-1) ?? '';
  if (id && name !== `${id}.yaml`) {
    context.fault(['id'], `the id is "${id}", but the file is named ${name}`, `name the file ${id}.yaml`);
  }
}

function givenActor(context: Context, name: string): string | undefined {
  if (context.actors.has(name)) return name;
  const hint = suggest(name, context.actors.keys());
  return context.faultAtName(['given', name], `there is no actor "${name}" in this flow`, hint);
}

function readActors(context: Context, value: unknown): void {
  for (const [name, actor] of entriesOf(value)) {
    const path = ['actors', name];
    const long = recordOf(actor);
    const short = typeof actor === 'string';
    const as = context.instance(short ? actor : long.as, short ? path : [...path, 'as']);
    const is = short ? name : (textOf(long.is) ?? '');
    checkDefinition(context, is, name, short);
    if (as && !PARTY_TYPES.has(as.split('/')[0] ?? '')) {
      context.fault(
        short ? path : [...path, 'as'],
        `${as} cannot stand for an actor`,
        `use one of ${[...PARTY_TYPES].join(', ')}`,
      );
    }
    const at = context.source.keyAt(path);
    const actsFor = textOf(long.for);
    const read: ScenarioActor = { name, is, as: as ?? '', hosts: long.hosts !== false, at };
    context.actors.set(name, actsFor === undefined ? read : { ...read, actsFor });
  }
  checkParties(context);
  const actors = [...context.actors.values()];
  if (actors.length > 0 && !actors.some((actor) => actor.hosts)) {
    context.faultAtName(['actors'], 'no actor hosts anything', 'at least one needs a system of its own');
  }
}

/** Who acts for another names an actor of this flow, and that one acts for itself. */
function checkParties(context: Context): void {
  for (const { name, actsFor } of context.actors.values()) {
    if (actsFor === undefined) continue;
    const path = ['actors', name, 'for'];
    const party = context.actor(actsFor, path);
    if (party === name || (party && context.actors.get(party)?.actsFor !== undefined))
      context.fault(path, `"${name}" cannot act for "${actsFor}"`, 'name the party itself');
  }
}

function checkDefinition(context: Context, is: string, name: string, short: boolean): void {
  if (!is || context.guide.actors.has(is)) return;
  const message = `the guide has no ActorDefinition "${is}"`;
  const near = suggest(is, context.guide.actors.keys());
  if (!short) return void context.fault(['actors', name, 'is'], message, near);
  const long = `write ${name}: { is: <ActorDefinition>, as: <instance> } to give an actor a name of its own`;
  context.faultAtName(['actors', name], message, near ? `${near} Or ${long}` : long);
}

function readExchanges(context: Context, value: unknown): ExchangeId[] {
  if (value === 'all') return exchanges.map((exchange) => exchange.id);
  const named: ExchangeId[] = [];
  itemsOf(value).forEach((each, index) => {
    const found = exchanges.find((exchange) => exchange.id === each);
    if (!found) return;
    if (named.includes(found.id)) context.fault(['exchanges', index], `the exchange "${found.id}" is listed twice`);
    else named.push(found.id);
  });
  return named;
}
