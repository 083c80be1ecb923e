import { TROUBLE_KINDS } from '../history/record.js';
import type { SchemaNode } from '../yaml/schema-errors.js';

/** Longest limit that may be set, milliseconds: an hour. */
const LONGEST_MS = 3_600_000;

/** Name of an environment variable. */
/** A resource at a server: its type and id. */
export const REFERENCE_PATTERN = '^[A-Z][A-Za-z]+/[A-Za-z0-9\\-.]{1,64}$';

export const ENV_PATTERN = '^[A-Za-z_][A-Za-z0-9_]*$';

const object = (title: string, description: string, properties: Record<string, SchemaNode>, more: object = {}) => ({
  title,
  description,
  type: 'object',
  additionalProperties: false,
  properties,
  ...more,
});

const text = (title: string, description: string, more: object = {}): SchemaNode => ({
  title,
  description,
  type: 'string',
  pattern: '\\S',
  ...more,
});

const flag = (title: string, description: string): SchemaNode => ({ title, description, type: 'boolean' });

const ref = (name: string, title: string, description: string): SchemaNode => ({
  title,
  description,
  $ref: `#/$defs/${name}`,
});

const map = (title: string, description: string, values: SchemaNode, more: object = {}): SchemaNode => ({
  title,
  description,
  type: 'object',
  additionalProperties: values,
  ...more,
});

const milliseconds = (title: string, description: string): SchemaNode => ({
  title,
  description,
  type: 'integer',
  minimum: 1,
  maximum: LONGEST_MS,
});

const port = (title: string, description: string): SchemaNode => ({
  title,
  description,
  type: 'integer',
  minimum: 0,
  maximum: 65_535,
});

const environment = (title: string, what: string): SchemaNode =>
  text(title, `Name of the environment variable that holds ${what}. Never the secret itself.`, {
    pattern: ENV_PATTERN,
  });

const server: SchemaNode = {
  title: 'Server',
  description: 'A FHIR R4 base URL, "embedded" for a server inside the harness, or { embedded: { host, port } }.',
  type: ['string', 'object'],
  pattern: '^(embedded$|https?://)',
  additionalProperties: false,
  required: ['embedded'],
  properties: {
    embedded: object('Embedded server', 'Where a server inside the harness listens.', {
      host: text('Host', 'Address to listen on; 127.0.0.1 unless given.'),
      port: port('Port', 'Port to listen on; any free one unless given.'),
    }),
  },
};

const overHttp = flag(
  'Over http',
  'Send these credentials over plain http to a host other than this machine. Only for closed test networks.',
);

const type = (value: string): SchemaNode => ({
  title: 'Type',
  description: 'How requests to this origin are authenticated.',
  const: value,
});

const none = object(
  'No authentication',
  'Requests carry no credentials.',
  { type: type('none') },
  { required: ['type'] },
);

const basic = object(
  'Basic authentication',
  'HTTP Basic authentication (RFC 7617).',
  {
    type: type('basic'),
    user: text('User', 'Name of the user; no colon in it.', { pattern: '^[^:\\s][^:]*$' }),
    passwordEnv: environment('Password variable', 'the password'),
    overHttp,
  },
  { required: ['type', 'user', 'passwordEnv'] },
);

const bearer = object(
  'Bearer authentication',
  'A fixed bearer token (RFC 6750), from the environment or from a file.',
  {
    type: type('bearer'),
    tokenEnv: environment('Token variable', 'the token'),
    tokenFile: text('Token file', 'File that holds the token and nothing else; relative to the target file.'),
    overHttp,
  },
  { required: ['type'] },
);

const smart = object(
  'SMART Backend Services authentication',
  'Tokens by client credentials, with an assertion signed by a private key (SMART App Launch, Backend Services).',
  {
    type: type('smart-backend-services'),
    tokenUrl: text('Token URL', 'Token endpoint of the authorization server. FHIR requests never go there.', {
      pattern: '^https?://',
    }),
    clientId: text('Client id', 'The id that the authorization server knows this client by.'),
    privateKeyFile: text('Private key file', 'Private key as JWK, JWK Set or PEM; relative to the target file.'),
    keyId: text(
      'Key id',
      'The "kid" of the public key that is registered; needed for PEM files, else the one of the JWK.',
    ),
    alg: {
      title: 'Algorithm',
      description: 'How assertions are signed; RS384 unless given.',
      enum: ['RS384', 'ES384'],
    },
    scope: text('Scope', 'Scopes that are asked for, e.g. system/*.rs system/Task.cruds.'),
    overHttp,
  },
  { required: ['type', 'tokenUrl', 'clientId', 'privateKeyFile', 'scope'] },
);

const claims = object('Claims', 'What a server can do, where its CapabilityStatement is missing or wrong.', {
  processMessage: flag('Process message', 'It takes messages at $process-message.'),
  subscriptions: {
    title: 'Subscriptions',
    description: 'Which subscriptions it takes: to topics (backport), by criteria (rest-hook), or none.',
    enum: ['backport', 'rest-hook', 'none'],
  },
  versioning: flag('Versioning', 'It keeps versions of Tasks.'),
});

/**
 * What a target file may look like (JSON Schema 2020-12). `targets/target.schema.json` is this, written out for editors:
 * run the tests beside it with `-u` after a change. What a schema cannot say is checked in target-file.ts.
 */
export const targetSchema: SchemaNode = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...object(
    'Target file',
    'What flows are run against: whose server is where, who the system under test is, and how requests are authenticated.',
    {
      name: text('Name', 'What reports call this target; the name of the file unless given.'),
      servers: map(
        'Servers',
        'Server of each actor, by its name in the flows or the id of its ActorDefinition; "default" for all others.',
        ref('server', 'Server', 'Where this actor keeps its resources.'),
        { minProperties: 1 },
      ),
      external: {
        title: 'External actors',
        description: 'Actors that the system under test plays: the harness waits for what they do.',
        type: 'array',
        uniqueItems: true,
        items: text('Actor', 'Name of an actor in the flows, or id of an ActorDefinition.'),
      },
      allowTestData: flag(
        'Allow test data',
        'True when test data may be written to these servers. Needed unless all are on this machine.',
      ),
      auth: map(
        'Authentication',
        'How requests are authenticated, by origin (https://fhir.example.org). Credentials go to their own origin only.',
        ref('auth', 'Authentication', 'How requests to this origin are authenticated.'),
      ),
      credentials: map(
        'Credentials',
        'Credentials of one actor, by its name in the flows or the id of its ActorDefinition; they go before those under "auth". "bystander" is a party that the servers know and that has no part in any flow, "bystander-patient" a patient\'s app whose patient no flow is about.',
        map(
          'Credentials of one actor',
          'By origin, as under "auth".',
          ref('auth', 'Authentication', 'How requests of this actor to this origin are authenticated.'),
        ),
      ),
      limits: object('Limits', 'How long the harness waits, milliseconds.', {
        boundMs: milliseconds('Bound', 'How long a change may take to reach the other party; 10000 unless given.'),
        actMs: milliseconds('Act', 'How long an external actor may take to act; 60000 unless given.'),
        pollMs: milliseconds('Poll', 'Pause between two looks while polling; 500 unless given.'),
        timeoutMs: milliseconds('Timeout', 'How long one answer may take; 30000 unless given.'),
      }),
      claims: map(
        'Claims',
        'What servers can do, by the names under "servers"; this goes before their CapabilityStatement.',
        ref('claims', 'Claims', 'What this server can do.'),
      ),
      endpoint: object('Endpoint', "Where the harness's own endpoint listens for notifications and messages.", {
        host: text('Host', 'Address to listen on; 127.0.0.1 unless given.'),
        port: port('Port', 'Port to listen on; any free one unless given.'),
        publicUrl: text('Public URL', 'How the target reaches the endpoint, when that is not http://host:port.', {
          pattern: '^https?://',
        }),
      }),
      existing: map(
        'Existing instances',
        'Instances of the guide that are there already, such as parties and patients: runs use them and leave them as they are. By the names under "servers".',
        map(
          'Instances at one server',
          'Instance of the guide (Organization/general-practice), and what it is at this server (Organization/123).',
          text('Reference', 'Type and id at this server.', { pattern: REFERENCE_PATTERN }),
        ),
      ),
      trouble: {
        title: 'Trouble',
        description:
          'What becomes of notifications and messages on purpose, in turn, as with --trouble; what the command line says goes before it.',
        type: 'array',
        minItems: 1,
        items: {
          title: 'Kind',
          description: 'What happens to the next; "all" stands for one of each.',
          enum: [...TROUBLE_KINDS, 'all'],
        },
      },
    },
    { required: ['servers'] },
  ),
  $defs: {
    server,
    claims,
    auth: {
      title: 'Authentication',
      description: 'One of four ways.',
      type: 'object',
      required: ['type'],
      discriminator: { propertyName: 'type' },
      oneOf: ['none', 'basic', 'bearer', 'smart'].map((name) => ({ $ref: `#/$defs/${name}` })),
    },
    none,
    basic,
    bearer,
    smart,
  },
};
