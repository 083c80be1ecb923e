import type { InstanceKey, Resource } from '../../guide/resource.js';
import { focusReferences, referenceKey } from '../../plan/sides.js';
import { referredKeys } from '../../plan/references.js';
import { lawOf, type JudgedLaw } from '../result.js';
import type { RunView } from '../view.js';
import { lawOnCopies, taskCopies, type Copy, type CopyVersion, type Opinion } from './copies.js';
import {
  asksFor,
  copyBeside,
  firstThat,
  isAfter,
  isWhole,
  isWithdrawn,
  lastOf,
  referredBy,
  tasksBeside,
  told,
} from './orders.js';

/** A wish that another Request take the place of the one in focus. */
interface Replacement {
  status: string;
  first: Copy;
  second: Copy;
}

function replacementIn(copy: Copy, run: RunView): Replacement | undefined {
  const wish = lastOf(copy, run);
  const [replacement] = referredBy(wish, 'input', 'replacement');
  const focus = referenceKey(wish.focus);
  const first = focus && copyBeside(copy, focus, run);
  const second = replacement && copyBeside(copy, replacement, run);
  if (!asksFor(wish, 'replace') || !first || !second) return undefined;
  return { status: String(wish.status), first, second };
}

/** The replacing Request says which one it replaces, by the element that its type has for that. */
function judgeNamed(copy: Copy, run: RunView): Opinion | undefined {
  const wish = replacementIn(copy, run);
  if (!wish) return undefined;
  const { replaces, priorPrescription } = lastOf(wish.second, run);
  const named = referredKeys([replaces, priorPrescription]);
  return {
    expected: `${wish.second.key} says that it replaces ${wish.first.key}`,
    faults: named.includes(wish.first.key) ? [] : [`it names ${named.join(', ') || 'nothing'}`],
    seen: 'it does',
  };
}

const isOn = (key: InstanceKey): ((task: Resource) => boolean) => {
  return (task) => asksFor(task, 'fulfill') && focusReferences(task).includes(key);
};

/** The Coordination Task of an accepted change refers to the replacing Request before the change is said to be done. */
function judgeGranted(copy: Copy, run: RunView): Opinion | undefined {
  const wish = replacementIn(copy, run);
  const done = firstThat(copy, (body) => body.status === 'completed');
  if (!wish || !done) return undefined;
  const { second, first } = wish;
  const noted = tasksBeside(copy, run, isOn(first.key)).map((task) => ({
    task,
    version: notedIn(task, second.key, run),
  }));
  const faults = noted.flatMap(({ task, version }) => {
    if (!version) return [`${task.key} has no such input`];
    return isAfter([task, version], [copy, done], run) ? [`${task.key} has it only since then`] : [];
  });
  const expected = `the Task about ${first.key} has ${second.key} among its inputs before ${copy.key} is completed`;
  return { expected, faults, seen: 'so it has' };
}

function notedIn(task: Copy, key: InstanceKey, run: RunView): CopyVersion | undefined {
  return task.versions.find((version) => referredBy(told(task, version, run), 'input', 'replacement').includes(key));
}

/** After an accepted change the replacing Request is in force, or fulfilled, and the first one ended. */
function judgeInForce(copy: Copy, run: RunView): Opinion | undefined {
  const wish = replacementIn(copy, run);
  if (wish?.status !== 'completed' || !copy.original || !isWhole(run)) return undefined;
  const [first, second] = [lastOf(wish.first, run), lastOf(wish.second, run)];
  const faults = [
    ...(second.status === 'active' || second.status === 'completed'
      ? []
      : [`${wish.second.key} is ${String(second.status)}`]),
    ...(isWithdrawn(first) ? [] : [`${wish.first.key} is ${String(first.status)}`]),
  ];
  return { expected: `${wish.second.key} is in force, and ${wish.first.key} ended`, faults, seen: 'so it is' };
}

/** After a rejected change the first Request stands, the replacing one is ended, and no Task goes by it. */
function judgeRefused(copy: Copy, run: RunView): Opinion | undefined {
  const wish = replacementIn(copy, run);
  if (wish?.status !== 'rejected' || !copy.original || !isWhole(run)) return undefined;
  const [first, second] = [lastOf(wish.first, run), lastOf(wish.second, run)];
  const taken = tasksBeside(copy, run, isOn(wish.first.key)).filter((task) => notedIn(task, wish.second.key, run));
  const faults = [
    ...(isWithdrawn(second) ? [] : [`${wish.second.key} is ${String(second.status)}`]),
    ...(isWithdrawn(first) ? [`${wish.first.key} is ${String(first.status)}`] : []),
    ...taken.map((task) => `${task.key} goes by it nonetheless`),
  ];
  return { expected: `${wish.first.key} stands, and ${wish.second.key} is ended`, faults, seen: 'so it is' };
}

/** What holds for changes of an order in every flow. */
export const MODIFYING_LAWS: readonly JudgedLaw[] = [
  lawOnCopies(
    lawOf('replacement-named', 'A replacing Request names the one it replaces', 'modification-replacement'),
    taskCopies,
    judgeNamed,
  ),
  lawOnCopies(
    lawOf('modification-noted', 'An accepted change is carried out', 'modification-granted'),
    taskCopies,
    judgeGranted,
  ),
  lawOnCopies(
    lawOf('modification-in-force', 'An accepted change takes force', 'modification-granted-request'),
    taskCopies,
    judgeInForce,
  ),
  lawOnCopies(
    lawOf('modification-refused', 'A rejected change changes nothing', 'modification-refused'),
    taskCopies,
    judgeRefused,
  ),
];
