import { runBundle } from './bundle.js';
import { capabilityStatement } from './capability.js';
import type { Core } from './core.js';
import { history } from './history.js';
import { checkAccept, type FhirRequest, type Reply } from './http.js';
import { runOperation } from './operations.js';
import { badRequest, Refusal } from './outcome.js';
import { read, vread } from './read.js';
import { furtherPage, search } from './search/run.js';
import * as write from './write.js';

type Handler = (core: Core, request: FhirRequest) => Reply | Promise<Reply>;

/** Handlers by HTTP method for one kind of path. */
type Methods = Partial<Record<string, Handler>>;

/**
 * Answers a request. Interactions that may stand in a Bundle answer at once, so that a transaction can't be interrupted; operations
 * may take their time.
 */
export function route(core: Core, request: FhirRequest): Reply | Promise<Reply> {
  checkAccept(request);
  const last = request.path[request.path.length - 1];
  if (last?.startsWith('$')) return runOperation(core, request);
  const methods = methodsFor(core, request.path);
  const handler = methods[request.method];
  if (!handler) throw notAllowed(request, methods);
  return handler(core, request);
}

function notAllowed(request: FhirRequest, methods: Methods): Refusal {
  const allow = Object.keys(methods).join(', ');
  const where = `/${request.path.join('/')}`;
  return new Refusal(405, 'not-supported', `${request.method} is not possible on ${where}; possible: ${allow}`, {
    Allow: allow,
  });
}

function methodsFor(core: Core, path: readonly string[]): Methods {
  const [first, second, third, fourth] = path;
  if (first === undefined) return { GET: root, POST: runBundle };
  if (path.length === 1 && first === 'metadata') return { GET: capabilityStatement };
  if (path.length === 1 && first === '_history') return { GET: (c, r) => history(c, r) };
  if (!core.types.has(first)) throw new Refusal(404, 'not-found', `"${first.slice(0, 80)}" is no R4 resource type`);
  if (second === undefined) return onType(first);
  if (second === '_search' && path.length === 2) return { POST: (c, r) => search(c, r, first) };
  if (second === '_history' && path.length === 2) return { GET: (c, r) => history(c, r, first) };
  if (path.length === 2) return onInstance(first, second);
  if (third === '_history' && path.length === 3) return { GET: (c, r) => history(c, r, first, second) };
  if (third === '_history' && path.length === 4) return { GET: (c, r) => vread(c, r, first, second, fourth!) };
  throw new Refusal(404, 'not-found', `nothing is at /${path.join('/').slice(0, 200)}`);
}

function root(core: Core, request: FhirRequest): Reply {
  if (request.query.some(([name]) => name === '_page')) return furtherPage(core, request);
  throw badRequest('a search over all types is not supported: search one type', 'not-supported');
}

function onType(type: string): Methods {
  return {
    GET: (core, request) => search(core, request, type),
    POST: (core, request) => write.create(core, request, type),
    PUT: (core, request) => write.conditionalUpdate(core, request, type),
    PATCH: (core, request) => write.conditionalPatch(core, request, type),
    DELETE: (core, request) => write.conditionalRemove(core, request, type),
  };
}

function onInstance(type: string, id: string): Methods {
  return {
    GET: (core, request) => read(core, request, type, id),
    PUT: (core, request) => write.update(core, request, type, id),
    PATCH: (core, request) => write.patch(core, request, type, id),
    DELETE: (core, request) => write.remove(core, request, type, id),
  };
}
