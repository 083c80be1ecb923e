import type { Resource } from '../../guide/resource.js';
import { placeholdersIn, searchValue, type Placeholder } from '../query.js';
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
  const fault: Fault = (part, message, hint) =>
    context.problems.add(context.source.inside(path, Math.max(query.indexOf(part), 0)), message, hint);
  const types = context.guide.definitions.resourceTypes();
  if (!types.includes(type)) fault(type, `there is no resource type "${type}"`, suggest(type, types));
  else checkNames(context, type, text, fault);
  for (const each of placeholdersIn(query)) checkPlaceholder(context, each, fault);
}

type Fault = (part: string, message: string, hint?: string) => void;

function checkPlaceholder(context: Context, each: Placeholder, fault: Fault): void {
  if (each.kind === 'actor') {
    if (!context.actors.has(each.name))
      fault(each.whole, `there is no actor "${each.name}" in this flow`, suggest(each.name, context.actors.keys()));
    return;
  }
  const instance = context.guide.instance(each.key);
  if (!instance) fault(each.whole, `the guide has no instance "${each.key}"`, context.nearInstance(each.key));
  else if (each.kind === 'value' && valueOf(instance, each.path) === undefined)
    fault(each.whole, `"${each.path}" does not give exactly one value of ${each.key}`, 'name one element of it');
}

function valueOf(instance: Resource, path: string): string | undefined {
  try {
    return searchValue(instance, path);
  } catch {
    return undefined;
  }
}

function checkNames(context: Context, type: string, text: string, fault: Fault): void {
  const known = [...context.guide.definitions.searchParameters(type).map(({ code }) => code), ...RESULT_PARAMETERS];
  for (const pair of text.split('&').filter(Boolean)) {
    const name = pair.split(/[=:.]/)[0] ?? '';
    if (!known.includes(name)) fault(pair, `${type} has no search parameter "${name}"`, suggest(name, known));
  }
}
