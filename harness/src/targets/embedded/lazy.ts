import { createRequire } from 'node:module';
import type { Compile, Model, OptionVariants } from 'fhirpath';

const require = createRequire(import.meta.url);

/** What the server uses of `fhirpath`. */
export interface FhirPathModule {
  compile(path: string, model: Model, options: OptionVariants): Compile<OptionVariants>;
}

let fhirpathModule: FhirPathModule | undefined;
let model: Model | undefined;

/**
 * The FHIRPath engine. Loaded (about 80 ms) by the first expression that needs it, and synchronously: a transaction may not yield
 * half-way. That is why this is no `import()`.
 */
export function fhirpath(): FhirPathModule {
  return (fhirpathModule ??= require('fhirpath') as FhirPathModule);
}

/** FHIRPath's knowledge of R4 types. */
export function r4Model(): Model {
  return (model ??= require('fhirpath/fhir-context/r4') as Model);
}

/** What the server uses of `rfc6902`: applies operations in place, and gives an error or null for each. */
export interface JsonPatchModule {
  applyPatch(document: unknown, operations: readonly unknown[]): (Error | null)[];
}

let jsonPatchModule: JsonPatchModule | undefined;

/** JSON Patch, loaded by the first patch. */
export function jsonPatch(): JsonPatchModule {
  return (jsonPatchModule ??= require('rfc6902') as JsonPatchModule);
}
