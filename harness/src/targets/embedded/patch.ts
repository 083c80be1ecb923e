import type { Resource } from '../../guide/resource.js';
import type { Core } from './core.js';
import { applyFhirPathPatch } from './fhirpath-patch.js';
import { jsonBody, type FhirRequest } from './http.js';
import { jsonPatch } from './lazy.js';
import { badRequest, Refusal } from './outcome.js';

const PATCH_TYPES = new Set(['application/json-patch+json', 'application/fhir+json', 'application/json']);

/** The resource with the patch of the request applied (R4 http.html#patch). The given resource is left as it is. */
export function applyPatch(core: Core, request: FhirRequest, resource: Resource): Resource {
  const body = jsonBody(request, PATCH_TYPES);
  if (Array.isArray(body)) return applyJsonPatch(body, resource);
  const type = (body as { resourceType?: unknown } | null)?.resourceType;
  if (type === 'Parameters' && request.contentType !== 'application/json-patch+json') {
    return applyFhirPathPatch(core.definitions, body as Resource, resource);
  }
  throw badRequest('a patch is an array of JSON Patch operations, or a Parameters with FHIRPath Patch operations');
}

interface Operation {
  op: string;
  path: string;
  from?: string;
  value?: unknown;
}

const OPERATIONS = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test']);

function applyJsonPatch(operations: readonly unknown[], resource: Resource): Resource {
  const patched = structuredClone(resource);
  for (const [i, candidate] of operations.entries()) {
    const operation = readOperation(candidate, i);
    checkPointer(patched, operation.path, i);
    if (operation.from !== undefined) checkPointer(patched, operation.from, i);
    const [error] = jsonPatch().applyPatch(patched, [operation]);
    if (error) throw cannotApply(i, `${operation.op} ${operation.path}: ${error.message || error.name}`);
  }
  return patched;
}

function readOperation(candidate: unknown, i: number): Operation {
  const operation = candidate as Partial<Operation> | null;
  if (typeof operation !== 'object' || operation === null) throw badRequest(`patch operation ${i} is no object`);
  const { op, path, from } = operation;
  if (typeof op !== 'string' || !OPERATIONS.has(op)) {
    throw badRequest(`patch operation ${i}: op is one of ${[...OPERATIONS].join(', ')}`);
  }
  if (typeof path !== 'string') throw badRequest(`patch operation ${i} has no path`);
  if ((op === 'move' || op === 'copy') && typeof from !== 'string')
    throw badRequest(`patch operation ${i} has no from`);
  if (['add', 'replace', 'test'].includes(op) && !('value' in operation)) {
    throw badRequest(`patch operation ${i} has no value`);
  }
  return operation as Operation;
}

/** Follows a pointer over own members only: what objects inherit is not part of the document. */
function checkPointer(document: unknown, pointer: string, i: number): void {
  if (!pointer.startsWith('/'))
    throw badRequest(`patch operation ${i}: "${pointer}" is no JSON Pointer below the resource`);
  const tokens = pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = tokens.pop()!;
  let value = document;
  for (const token of tokens) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) {
      throw cannotApply(i, `there is nothing at ${pointer}`);
    }
    value = (value as Record<string, unknown>)[token];
  }
  if (typeof value !== 'object' || value === null) throw cannotApply(i, `there is nothing at ${pointer}`);
  if (last === '__proto__' || last === 'constructor' || last === 'prototype') {
    throw badRequest(`patch operation ${i}: "${last}" is no element`);
  }
}

function cannotApply(i: number, why: string): Refusal {
  return new Refusal(422, 'processing', `patch operation ${i} can't be applied: ${why}`);
}
