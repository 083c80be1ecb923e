import type { Compiled, Where } from './content.js';

interface Identifier {
  system?: string;
  value?: string;
}

/**
 * Two things with one number. Instances of one type that share a business identifier are states or copies of one thing: they have one code,
 * and Tasks are about one thing. Messages find what they mean by these numbers. One sentence each.
 */
export function checkNumbers(resources: readonly Compiled[], where: Where): string[] {
  const first = new Map<string, Compiled>();
  return resources.flatMap((resource) =>
    identifiersOf(resource).flatMap(({ system, value }) => {
      const number = `${system}|${value}`;
      const name = `${resource.resourceType} ${number}`;
      const other = first.get(name);
      if (!other) first.set(name, resource);
      if (!other || essence(other) === essence(resource)) return [];
      return [
        `${where(resource)} has the identifier ${number}, which ${other.resourceType}/${other.id} has, and that is about something else: ` +
          'give it a number of its own.',
      ];
    }),
  );
}

function identifiersOf({ identifier }: Compiled): Identifier[] {
  const list = (Array.isArray(identifier) ? identifier : [identifier]) as (Identifier | undefined)[];
  return list.flatMap((one) => (one?.system && one.value ? [one] : []));
}

/** What stays the same in all states and copies of one thing. */
function essence({ code, focus }: Compiled): string {
  const { coding = [] } = (code ?? {}) as { coding?: { system?: string; code?: string }[] };
  const { reference } = (focus ?? {}) as { reference?: string };
  return JSON.stringify([coding.map((one) => `${one.system}|${one.code}`), reference]);
}
