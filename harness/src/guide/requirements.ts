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
  valueCanonical?: string;
}

/**
 * Every statement of the Requirements resources, by key.
 *
 * `reference` is the page that explains the statement. Two extensions of the guide say what R5 has no elements for,
 * and are known by the end of their urls: `/untestable`, why no check can show the statement, and `/statement-actor`,
 * whom it binds, where that is not all the actors of the resource.
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
  const reason = extensions(statement, 'untestable')[0]?.valueString;
  const bound = extensions(statement, 'statement-actor').flatMap((each) => each.valueCanonical ?? []);
  return {
    key: statement.key,
    ...(statement.label === undefined ? {} : { label: statement.label }),
    conformance: conformance as Conformance,
    actors: bound.length > 0 ? bound.map(lastSegment) : actors,
    text: statement.requirement,
    theme,
    ...(statement.reference?.[0] === undefined ? {} : { page: statement.reference[0] }),
    ...(reason === undefined ? {} : { untestable: reason }),
  };
}

function extensions(statement: Statement, name: string): Extension[] {
  return (statement.extension ?? []).filter(({ url }) => lastSegment(url) === name);
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
