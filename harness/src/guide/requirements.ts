import { GuideError } from './guide-folder.js';
import type { Conformance, GuideActor, Requirement } from './guide.js';
import type { Resource } from './resource.js';

const CONFORMANCE: readonly string[] = ['SHALL', 'SHOULD', 'MAY', 'SHOULD-NOT', 'SHALL-NOT'] satisfies Conformance[];

/** R5 Requirements.statement, as far as it is read (https://hl7.org/fhir/R5/requirements.html). */
interface Statement {
  key: string;
  label?: string;
  conformance?: string[];
  requirement: string;
  reference?: string[];
  extension?: Extension[];
}

interface Extension {
  url: string;
  valueString?: string;
  valueMarkdown?: string;
}

/**
 * Every statement of the Requirements resources, by key.
 *
 * Where the guide says more than R5 has elements for: `reference` is the page that explains the statement, and an
 * extension whose url ends in `/untestable` says why no check can show it.
 * Throws {@link GuideError} for a key used twice and for a conformance that is none of FHIR's.
 */
export function requirementsIn(resources: readonly Resource[]): Map<string, Requirement> {
  const requirements = new Map<string, Requirement>();
  for (const resource of resources) {
    const actors = ((resource.actor ?? []) as string[]).map(lastSegment);
    for (const statement of (resource.statement ?? []) as Statement[]) {
      const known = requirements.get(statement.key);
      if (known) {
        throw new GuideError(
          `The requirement ${statement.key} stands in both Requirements/${known.theme} and ` +
            `Requirements/${resource.id}: keys are unique in a guide.`,
        );
      }
      requirements.set(statement.key, requirementOf(statement, actors, resource.id ?? ''));
    }
  }
  return requirements;
}

function requirementOf(statement: Statement, actors: string[], theme: string): Requirement {
  const conformance = statement.conformance?.[0] ?? 'none';
  if (!CONFORMANCE.includes(conformance)) {
    throw new GuideError(
      `The requirement ${statement.key} in Requirements/${theme} has the conformance ${conformance}; ` +
        `allowed: ${CONFORMANCE.join(', ')}.`,
    );
  }
  const untestable = (statement.extension ?? []).find(({ url }) => lastSegment(url) === 'untestable');
  const reason = untestable?.valueString ?? untestable?.valueMarkdown;
  return {
    key: statement.key,
    ...(statement.label === undefined ? {} : { label: statement.label }),
    conformance: conformance as Conformance,
    actors,
    text: statement.requirement,
    theme,
    ...(statement.reference?.[0] === undefined ? {} : { page: statement.reference[0] }),
    ...(reason === undefined ? {} : { untestable: reason }),
  };
}

/** The ActorDefinition resources, by id. */
export function actorsIn(resources: readonly Resource[]): Map<string, GuideActor> {
  return new Map(
    resources.map((resource) => {
      const id = resource.id ?? '';
      const title = `${resource.title ?? resource.name ?? id}`;
      return [id, { id, title, description: `${resource.description ?? ''}` }];
    }),
  );
}

function lastSegment(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1).replace(/\|.*$/, '');
}
