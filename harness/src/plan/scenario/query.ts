import type { Context } from './context.js';
import { suggest } from '../../yaml/nearest.js';
import type { Path } from '../../yaml/source.js';

/** Parameters of every search that are no search parameters of a type (FHIR R4 search, 3.1.1.2 and 3.1.1.5). */
const RESULT_PARAMETERS = [
  '_sort',
  '_count',
  '_include',
  '_revinclude',
  '_summary',
  '_total',
  '_elements',
  '_contained',
  '_containedType',
  '_filter',
  '_has',
  '_type',
  '_format',
];

/** Checks the type, the parameter names and the placeholders of a search. Chains and modifiers are not followed. */
export function checkQuery(context: Context, query: string, path: Path): void {
  const [type = '', text = ''] = query.split(/\?(.*)/s);
  const fault = (part: string, message: string, hint?: string): void =>
    context.problems.add(context.source.inside(path, Math.max(query.indexOf(part), 0)), message, hint);
  const types = context.guide.definitions.resourceTypes();
  if (!types.includes(type)) fault(type, `there is no resource type "${type}"`, suggest(type, types));
  else checkNames(context, type, text, fault);
  for (const [whole, , actor, key] of query.matchAll(/\{((?:actor:([^{}]*))|([^{}]*))\}/g)) {
    if (actor !== undefined && !context.actors.has(actor)) {
      fault(whole, `there is no actor "${actor}" in this flow`, suggest(actor, context.actors.keys()));
    }
    if (key !== undefined && !context.guide.instance(key)) {
      fault(whole, `the guide has no instance "${key}"`, context.nearInstance(key));
    }
  }
}

function checkNames(
  context: Context,
  type: string,
  text: string,
  fault: (part: string, message: string, hint?: string) => void,
): void {
  const known = [...context.guide.definitions.searchParameters(type).map(({ code }) => code), ...RESULT_PARAMETERS];
  for (const pair of text.split('&').filter(Boolean)) {
    const name = pair.split(/[=:.]/)[0] ?? '';
    if (!known.includes(name)) fault(pair, `${type} has no search parameter "${name}"`, suggest(name, known));
  }
}
