import type { InstanceKey, Resource } from '../../guide/resource.js';
import { canonicalJson } from '../compare.js';
import type { Law, Result } from '../result.js';
import type { RunView, Sighting } from '../view.js';
import { versionLists, type VersionList } from '../versions.js';
import { referredBy, withKeys } from './named-references.js';
import { worksBy } from './orders.js';
import { isCoded, parts, partName, type Part } from './task-parts.js';
import { aboutOf } from './task-transitions.js';

export const outputByReference: Law = {
  id: 'output-by-reference',
  title: 'An output that is a resource is referred to',
  requirements: ['output-by-reference'],
};

export const outputIdentified: Law = {
  id: 'output-identified',
  title: 'A shared output has a business identifier, and keeps it',
  requirements: ['output-identified'],
};

export const outputBasedOn: Law = {
  id: 'output-based-on',
  title: 'A shared output refers to the Request that it fulfils',
  requirements: ['output-based-on-request'],
};

export const outputCorrected: Law = {
  id: 'output-corrected',
  title: 'An output that was final and changes says that it is corrected',
  requirements: ['output-corrected'],
};

/** Types of output that are resources; the others may be values, such as a price. */
const BY_REFERENCE = new Set(['result', 'result-detail', 'dispense', 'answers', 'appointment', 'own-request', 'copy']);

/** Types of output that came of the fulfilment; an alternative, say, is another order. */
const FULFILS = new Set(['result', 'result-detail', 'dispense', 'work-done']);

const FINAL = new Set(['final', 'corrected', 'amended', 'appended']);
const CORRECTED = new Set(['corrected', 'amended', 'appended', 'entered-in-error', 'cancelled']);

/** Judges the outputs in every version of every Coordination Task: a reference that says what it leads to. */
export function judgeOutputByReference(run: RunView): Result[] {
  return coordinationLists(run).flatMap((list): Result[] => {
    const outputs = list.versions.flatMap(({ body }) => parts(body, 'output'));
    if (outputs.length === 0) return [];
    const bad = outputs.filter((part) => isCoded(part.type, ...BY_REFERENCE) && !isReference(part));
    const verdict = bad.length ? 'fail' : 'pass';
    const expected = `outputs of ${list.key} that are resources are references, with what type they lead to`;
    const seen = bad[0] ? `the output ${partName(bad[0])} is none` : 'so they are';
    return [{ about: aboutOf(list, run), step: list.view.step.id, verdict, expected, seen, evidence: [list.n] }];
  });
}

/** Judges each shared output in every view of it: there is an identifier, and always the same. */
export function judgeOutputIdentified(run: RunView): Result[] {
  return eachOutput(run, (key, sightings) => {
    const all = sightings.map((sighting) => identifiersIn(run.named(sighting.body, sighting.url)));
    const lacking = all.findIndex((identifiers) => identifiers.length === 0);
    const other = all.findIndex((identifiers) => !all[0]?.every((one) => identifiers.includes(one)));
    const bad = lacking >= 0 ? lacking : other;
    const seen = lacking >= 0 ? 'it has none' : other >= 0 ? `it became ${all[other]?.join(', ') ?? ''}` : 'so it was';
    return outcome(`${key} has one business identifier throughout`, seen, sightings, bad);
  });
}

/** Judges each shared output that has an element for it: it leads to the Request, perhaps by Requests of the Fulfiller. */
export function judgeOutputBasedOn(run: RunView): Result[] {
  const requests = requestsOf(run);
  return eachOutput(run, (key, sightings) => {
    const wanted = requests.get(key);
    if (!wanted) return undefined;
    const last = sightings.at(-1) as Sighting;
    const elements = basisOf(run.named(last.body, last.url));
    if (elements === undefined) return undefined;
    const leads = ordersBehind(elements, run);
    const good = wanted.some((request) => leads.has(request));
    const seen = leads.size ? `it leads to ${[...leads].join(', ')}` : 'it refers to no order';
    return outcome(`${key} refers to ${wanted.join(' or ')}`, seen, sightings, good ? -1 : sightings.length - 1);
  });
}

/** Judges each change of a shared output that was final: its status says that something was corrected or added. */
export function judgeOutputCorrected(run: RunView): Result[] {
  return eachOutput(run, (key, sightings) => {
    const urls = [...new Set(sightings.map(({ url }) => url))];
    const changes = urls.flatMap((url) => changesAfterFinal(sightings.filter((one) => one.url === url)));
    if (changes.length === 0) return undefined;
    const bad = changes.find(({ body }) => !CORRECTED.has(String(body.status)));
    const expected = `${key}, which was final, says in its status that it was corrected or added to`;
    const seen = bad ? `it changed and is ${String(bad.body.status)}` : `it is ${String(changes.at(-1)?.body.status)}`;
    return outcome(expected, seen, sightings, bad ? sightings.indexOf(bad) : -1);
  });
}

/** Views that differ from the one before in more than the version, which was final. */
function changesAfterFinal(sightings: readonly Sighting[]): Sighting[] {
  return sightings.filter((sighting, index) => {
    const before = sightings[index - 1];
    return before !== undefined && FINAL.has(String(before.body.status)) && says(before.body) !== says(sighting.body);
  });
}

function says({ meta: _meta, text: _text, ...body }: Resource): string {
  return canonicalJson(body);
}

function isReference({ valueReference }: Part): boolean {
  const { reference, identifier, type } = valueReference ?? {};
  if (reference?.startsWith('#')) return false;
  const literal = reference !== undefined && (type !== undefined || /(^|\/)[A-Z][A-Za-z]+\/[^/]+$/.test(reference));
  return literal || (type !== undefined && identifier?.value !== undefined);
}

function identifiersIn(resource: Resource): string[] {
  const value = resource.identifier;
  const list = (Array.isArray(value) ? value : [value]) as ({ system?: string; value?: string } | undefined)[];
  return list.flatMap((one) => (one?.system && one.value ? [`${one.system}|${one.value}`] : []));
}

/** The references by which a resource names the order it is based on; undefined for types that have no element for that. */
function basisOf(resource: Resource): unknown | undefined {
  switch (resource.resourceType) {
    case 'DiagnosticReport':
    case 'Observation':
    case 'Procedure':
    case 'ImagingStudy':
    case 'QuestionnaireResponse':
    case 'SupplyDelivery':
    case 'ServiceRequest':
      return resource.basedOn ?? [];
    case 'MedicationDispense':
      return resource.authorizingPrescription ?? [];
    case 'Specimen':
      return resource.request ?? [];
    default:
      return undefined;
  }
}

/** The orders to which references lead, by orders that are based on others. */
function ordersBehind(references: unknown, run: RunView): Set<InstanceKey> {
  const found = new Set(referredBy(references, run));
  // A Set goes on to what is added while it is walked.
  for (const key of found) {
    const order = lastNamed(key, run);
    for (const next of referredBy(order?.basedOn ?? [], run)) found.add(next);
  }
  return found;
}

function lastNamed(key: InstanceKey, run: RunView): Resource | undefined {
  const last = run.sightings().findLast(({ url }) => run.keyAt(url) === key);
  return last && withKeys(run.named(last.body, last.url), run);
}

/**
 * Of each output that came of the fulfilment, the Requests that its Tasks are carried out by. What a Task is about shows as it was asked:
 * that somebody lets it point elsewhere later is another law's fault, and nothing to expect.
 */
function requestsOf(run: RunView): Map<InstanceKey, InstanceKey[]> {
  const requests = new Map<InstanceKey, InstanceKey[]>();
  for (const list of coordinationLists(run)) {
    for (const { body } of list.versions) {
      const focus = list.versions[0]?.body.focus ?? body.focus;
      const task = withKeys(run.named({ ...body, focus }, list.url), run);
      const outputs = parts(task, 'output').filter((part) => isCoded(part.type, ...FULFILS));
      for (const key of outputs.flatMap((part) => referredBy(part.valueReference, run)))
        requests.set(key, [...new Set([...(requests.get(key) ?? []), ...worksBy(task)])]);
    }
  }
  return requests;
}

/** All versions of the Tasks by which fulfilment is asked for. */
export function coordinationLists(run: RunView): VersionList[] {
  return versionLists(run).filter((list) => {
    const task = list.versions.at(-1)?.body;
    return task?.resourceType === 'Task' && isCoded(task.code, 'fulfill');
  });
}

/** Every resource among the outputs of a Coordination Task, with all views of it. */
function eachOutput(
  run: RunView,
  judge: (key: InstanceKey, sightings: Sighting[]) => Omit<Result, 'about'> | undefined,
): Result[] {
  const keys = coordinationLists(run).flatMap((list) =>
    list.versions.flatMap(({ body }) =>
      parts(run.named(body, list.url), 'output').flatMap((part) => referredBy(part.valueReference, run)),
    ),
  );
  return [...new Set(keys)].flatMap((key) => {
    const sightings = run.sightings().filter(({ url }) => run.keyAt(url) === key);
    const result = sightings.length ? judge(key, sightings) : undefined;
    return result ? [{ about: key, ...result }] : [];
  });
}

/** Pass, or fail at the sighting of that index. */
function outcome(expected: string, seen: string, sightings: readonly Sighting[], bad: number): Omit<Result, 'about'> {
  const proof = bad < 0 ? sightings.slice(-1) : sightings.slice(bad, bad + 1);
  const step = proof[0]?.record.step;
  return {
    ...(step ? { step } : {}),
    verdict: bad < 0 ? 'pass' : 'fail',
    expected,
    seen,
    evidence: proof.map(({ record }) => record.n),
  };
}
