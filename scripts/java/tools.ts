import { spawnSync } from 'node:child_process';

/** A program that this machine lacks. The message is one sentence that says what is missing and what to do. */
export class MissingToolError extends Error {
  override name = 'MissingToolError';
}

/** The oldest Java that HAPI FHIR and the validator run on. */
export const JAVA_NEEDED = 17;

/**
 * Makes sure that a Java of release 17 or later can be started as `java`.
 *
 * @param purpose what it is needed for, as in "Validating with the official validator"
 * @throws MissingToolError
 */
export function requireJava(purpose: string, environment: NodeJS.ProcessEnv = process.env): void {
  const result = spawnSync('java', ['-version'], { encoding: 'utf8', env: environment });
  if (result.error || result.status !== 0) {
    throw new MissingToolError(
      `${purpose} needs Java ${JAVA_NEEDED} or later, and \`java\` cannot be started: install a JDK.`,
    );
  }
  const found = javaRelease(result.stderr);
  if (found !== undefined && found < JAVA_NEEDED) {
    throw new MissingToolError(
      `${purpose} needs Java ${JAVA_NEEDED} or later, and \`java\` is ${found}: install a newer JDK.`,
    );
  }
}

/**
 * Makes sure that Maven can be started as `mvn`.
 *
 * @throws MissingToolError
 */
export function requireMaven(purpose: string, environment: NodeJS.ProcessEnv = process.env): void {
  const result = spawnSync('mvn', ['--version'], { encoding: 'utf8', env: environment });
  if (result.error || result.status !== 0) {
    throw new MissingToolError(
      `${purpose} needs Maven the first time, and \`mvn\` cannot be started: install Maven 3.8 or later.`,
    );
  }
}

/** The feature release in what `java -version` prints: 17 in `openjdk version "17.0.15"`, 8 in `"1.8.0_402"`. */
export function javaRelease(text: string): number | undefined {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  if (first === undefined) return undefined;
  return first === '1' && second !== undefined ? Number(second) : Number(first);
}
