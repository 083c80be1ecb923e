import type { Resource } from '../../../harness/src/guide/resource.js';
import { objectOf } from './json.js';

/** What an ImplementationGuide says for all definitions of the guide, in the order of R4's canonical resources. */
const COMMON = ['version', 'date', 'publisher', 'contact', 'jurisdiction', 'copyright'] as const;

/** Those of {@link COMMON} that a type of R4 does not have. */
const LACKING: Record<string, readonly string[]> = {
  NamingSystem: ['version', 'copyright'],
  SearchParameter: ['copyright'],
};

/**
 * A definition with what the guide says for all of them, where it does not say it itself: as the IG Publisher fills in what its parameters
 * `default-version`, `default-publisher` and so on name. Whether something is experimental only the definition itself can say.
 */
export function withCommonFacts(definition: Resource, ig: Resource | undefined): Resource {
  const lacking = LACKING[definition.resourceType] ?? [];
  const missing = COMMON.filter((name) => definition[name] === undefined && !lacking.includes(name));
  const added = Object.fromEntries(missing.flatMap((name) => (ig?.[name] === undefined ? [] : [[name, ig[name]]])));
  const { version, ...others } = objectOf(added);
  const entries = Object.entries(definition).flatMap(([name, value]): [string, unknown][] => {
    if (name === 'url' && version !== undefined)
      return [
        [name, value],
        ['version', version],
      ];
    return name === 'status' ? [[name, value], ...Object.entries(others)] : [[name, value]];
  });
  return Object.fromEntries([...entries, ...Object.entries(added)]) as Resource;
}
