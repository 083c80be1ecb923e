import { eachKeepsCopies } from '../../exchange/catalog.js';
import type { Law, Result } from '../result.js';
import { versionLists, writersOf, type VersionList } from '../versions.js';
import type { RunView } from '../view.js';
import { aboutOf } from './task-transitions.js';

export const intentImmutable: Law = {
  id: 'intent-immutable',
  title: 'A Request never changes its intent',
  requirements: ['intent-immutable'],
};

export const requestAuthorOnly: Law = {
  id: 'request-author-only',
  title: 'Only its author changes a Request',
  requirements: ['request-author-only'],
};

/** Judges the intent in every version of every Request and Task. */
export function judgeIntentImmutable(run: RunView): Result[] {
  return versionLists(run).map((list) => {
    const written = run.guide.instance(list.key)?.intent;
    const intents = [...new Set(list.versions.map((version) => String(version.body.intent)))];
    const good =
      intents.length === 1 && (intents[0] === written || isExternal(run.plan.instances[list.key]?.author, run));
    return {
      about: aboutOf(list, run),
      step: list.view.step.id,
      verdict: good ? 'pass' : 'fail',
      expected: `intent of ${list.key} is ${String(written)} in every version`,
      seen: intents.length ? `intent was ${intents.join(', then ')}` : 'the history has no version',
      evidence: [list.n],
    };
  });
}

/** Judges who wrote each version of each Request. */
export function judgeRequestAuthorOnly(run: RunView): Result[] {
  return versionLists(run)
    .filter((list) => !list.key.startsWith('Task/'))
    .flatMap((list) => judgeAuthors(list, run));
}

/** The actor in whose name another acts. */
function partyOf(writer: string, run: RunView): string | undefined {
  return run.plan.actors.find(({ name }) => name === writer)?.actsFor;
}

/** Whether an actor, or one who acts in its name, is under test. */
function isExternal(author: string | undefined, run: RunView): boolean {
  return run.externals.some((name) => name === author || partyOf(name, run) === author);
}

function judgeAuthors(list: VersionList, run: RunView): Result[] {
  const author = run.plan.instances[list.key]?.author;
  const writers = writersOf(list, run);
  const others = [...new Set(writers.values())].filter(
    (writer) => writer !== author && partyOf(writer, run) !== author,
  );
  // What messages make of another party's copy is what its author said.
  const isCopy = author !== list.at && eachKeepsCopies(run.plan);
  const unknown = list.versions.filter((version) => !writers.has(version.versionId)).length;
  // Whoever is under test wrote what no played actor wrote: that is right only of what it is the author of.
  const strangers = unknown > 0 && !isCopy && !isExternal(author, run);
  return [
    {
      about: aboutOf(list, run),
      step: list.view.step.id,
      verdict: others.length || strangers ? 'fail' : 'pass',
      expected: `every version of ${list.key} was written by ${author ?? 'its author'}`,
      seen: others.length
        ? `${others.join(', ')} wrote a version`
        : strangers
          ? `${unknown === 1 ? '1 version was' : `${unknown} versions were`} written by ${run.externals.join(' or ') || 'nobody in this run'}`
          : `${list.versions.length} versions, all by ${author ?? 'its author'}${isCopy ? ', or as its messages told' : ''}`,
      evidence: [list.n],
    },
  ];
}
