import { exchanges } from '../../exchange/catalog.js';
import type { SchemaNode } from '../../yaml/schema-errors.js';

/** The properties of which an act has exactly one: they say what kind of act it is. */
export const ACT_KINDS = ['create', 'update', 'read', 'search', 'attempt', 'race', 'passes', 'branches'] as const;

const ID_PATTERN = '^[a-z][a-z0-9]*(-[a-z0-9]+)*$';
const KEY_PATTERN = '^[A-Z][A-Za-z]+/[A-Za-z0-9\\-.]{1,64}$';

const ref = (name: string, title: string, description: string): SchemaNode => ({
  title,
  description,
  $ref: `#/$defs/${name}`,
});

const object = (title: string, description: string, properties: Record<string, SchemaNode>, more: object = {}) => ({
  title,
  description,
  type: 'object',
  additionalProperties: false,
  properties,
  ...more,
});

const list = (title: string, description: string, items: SchemaNode, more: object = {}): SchemaNode => ({
  title,
  description,
  type: 'array',
  minItems: 1,
  items,
  ...more,
});

const id: SchemaNode = {
  title: 'Id',
  description: 'Lower-case words and digits joined by hyphens, starting with a letter: simple-lab-order.',
  type: 'string',
  pattern: ID_PATTERN,
  maxLength: 64,
};

const words: SchemaNode = { title: 'Text', description: 'Some words, not empty.', type: 'string', pattern: '\\S' };

const key: SchemaNode = {
  title: 'Instance',
  description: "Type and id of one of the guide's example instances: Task/cbc-coordination.",
  type: 'string',
  pattern: KEY_PATTERN,
};

const actorName: SchemaNode = {
  title: 'Actor',
  description: 'Name of an actor of this flow, as listed under "actors".',
  type: 'string',
};

const verifies = list(
  'Verifies',
  'Keys of the requirements that this shows to be met. Only those that would be seen to fail here if they were broken.',
  { title: 'Requirement', description: 'Key of a statement in a Requirements resource of the guide.', type: 'string' },
  { uniqueItems: true },
);

const actor: SchemaNode = {
  title: 'Actor',
  description:
    'Who takes part. In short, the instance that stands for it: then its name is the id of an ActorDefinition. Else an object with "is" and "as".',
  type: ['string', 'object'],
  pattern: KEY_PATTERN,
  additionalProperties: false,
  required: ['is', 'as'],
  properties: {
    is: { title: 'Is', description: 'Id of the ActorDefinition that it plays.', type: 'string' },
    as: ref('key', 'As', 'The instance that stands for it, e.g. Organization/city-lab: what Task.owner points to.'),
    hosts: {
      title: 'Hosts',
      description:
        'Whether it has a server of its own. When not, what it writes lives at the counterpart. Default: true.',
      type: 'boolean',
    },
    for: ref('actorName', 'For', 'The actor in whose name it acts, such as the party whose workflow an engine drives.'),
  },
};

const set: SchemaNode = {
  title: 'Set',
  description:
    'Elements and their new values; null removes one. A bare code is looked up in the value set bound to the element; a bare Type/id becomes a Reference.',
  type: 'object',
  minProperties: 1,
  propertyNames: { pattern: '^_?[a-z][A-Za-z0-9]*$' },
};

const create: SchemaNode = {
  title: 'Create',
  description: 'The actor writes this instance, or these in this order, as they stand in the guide.',
  type: ['string', 'array'],
  pattern: KEY_PATTERN,
  minItems: 1,
  uniqueItems: true,
  items: ref('key', 'Instance', 'One of the instances that are written, in this order.'),
};

const by = ref('actorName', 'By', 'The actor who acts.');
const update = ref('key', 'Update', 'The actor changes this resource: say how by "set", "becomes" or both.');
const becomes = ref(
  'key',
  'Becomes',
  'The instance that shows the state afterwards. The elements in which it differs are taken from it.',
);
const place = ref(
  'actorName',
  'Place',
  "Whose system it is created at, when the exchange's own choice would be wrong.",
);
const tells = list(
  'Tells',
  'Actors that are told of what changed; the exchange decides how.',
  ref('actorName', 'Actor', 'It is told.'),
  { uniqueItems: true },
);
const title = ref('words', 'Title', 'One short sentence that a clinician understands.');
const note = ref('words', 'Note', 'Why, or what to notice. Markdown, for the pages.');

const attempt = object(
  'Attempt',
  'A write that must be refused and change nothing.',
  {
    create: ref('create', 'Create', 'The instance that the actor tries to write.'),
    update: ref('key', 'Update', 'The resource that the actor tries to change.'),
    set: ref('set', 'Set', 'The elements that it tries to set.'),
    becomes,
    place,
    refused: {
      title: 'Refused',
      description:
        'Why it must be refused. stale: the writer holds an outdated copy; taken: another was first; rule: the guide forbids it.',
      enum: ['stale', 'taken', 'rule'],
    },
  },
  { required: ['refused'] },
);

const lane = object(
  'Act of a race',
  'One of the writes that start together.',
  {
    id: ref('id', 'Id', 'Unique in the flow.'),
    title,
    note,
    by,
    create: ref('key', 'Create', 'The instance that the actor writes.'),
    update,
    set: ref('set', 'Set', 'The elements that it sets.'),
    becomes,
    place,
    tells,
  },
  { required: ['id', 'by'] },
);

const race = object(
  'Race',
  'Writes that start at the same time.',
  {
    winners: {
      title: 'Winners',
      description: 'How many of them take effect. Default: 1.',
      type: 'integer',
      minimum: 1,
    },
    acts: list('Acts', 'The writes, one by one; or else "among".', ref('lane', 'Act', 'One of the writes.'), {
      minItems: 2,
    }),
    among: list(
      'Among',
      'Actors who all try the same: "update" with "set" or "becomes", in which {actor} stands for the one who tries.',
      ref('actorName', 'Actor', 'It takes part in the race.'),
      { uniqueItems: true },
    ),
    times: {
      title: 'Times',
      description: 'With "among": how often each of them tries, all at once. Default: 1.',
      type: 'integer',
      minimum: 1,
      maximum: 64,
    },
    update: ref('key', 'Update', 'With "among": the resource that all of them try to change.'),
    set: ref('set', 'Set', 'With "among": the elements that each tries to set.'),
    becomes,
  },
  {
    dependentRequired: { among: ['update'], times: ['among'], update: ['among'], set: ['update'], becomes: ['update'] },
  },
);

const passes: SchemaNode = {
  title: 'Passes',
  description:
    'Time passes until this moment of the story is over: the end of a period, such as the one for bids. In short, a Task: the end of its restriction.period. At most once on a way through the flow.',
  type: ['string', 'object'],
  pattern: KEY_PATTERN,
  additionalProperties: false,
  required: ['of', 'moment'],
  properties: {
    of: ref('key', 'Of', 'The instance that names the moment.'),
    moment: ref('words', 'Moment', 'FHIRPath on it that gives one date and time: restriction.period.end.'),
  },
};

const search = object(
  'Search',
  'The actor searches, e.g. its work queue.',
  {
    where: ref('actorName', 'Where', 'Whose system is asked.'),
    query: {
      title: 'Query',
      description:
        'The search without the base: Task?owner={actor:fulfiller}&status=requested. {actor:name} and {Type/id} stand for real references, {Type/id: path} for a value of an instance, such as its identifier or a date.',
      type: 'string',
      pattern: '^[A-Z][A-Za-z]+(\\?.*)?$',
    },
    finds: list('Finds', 'What the answer must hold.', ref('key', 'Instance', 'It must be found.')),
    misses: list('Misses', 'What the answer must not hold.', ref('key', 'Instance', 'It must not be found.')),
    'in-order': {
      title: 'In order',
      description: 'True when what it finds must come in the order of "finds", as _sort asks.',
      type: 'boolean',
    },
    counts: {
      title: 'Counts',
      description: 'With _summary=count: the number that the answer must give.',
      type: 'integer',
      minimum: 0,
    },
  },
  {
    required: ['where', 'query'],
    anyOf: [{ required: ['finds'] }, { required: ['misses'] }, { required: ['counts'] }],
    dependentRequired: { 'in-order': ['finds'] },
  },
);

const branches: SchemaNode = {
  title: 'Branches',
  description: 'The story forks here: each branch is a run of its own. After it, the story goes on.',
  type: 'object',
  minProperties: 1,
  propertyNames: { pattern: ID_PATTERN },
  additionalProperties: object(
    'Branch',
    'One way the story can go on.',
    {
      title,
      exchanges: list(
        'Exchanges',
        "The only exchanges that this branch runs over, of the flow's own: for what depends on where the Task lives.",
        { title: 'Exchange', description: 'Id of an exchange.', enum: exchanges.map((exchange) => exchange.id) },
        { minItems: 1, uniqueItems: true },
      ),
      acts: ref('acts', 'Acts', 'What happens in this branch.'),
    },
    { required: ['title', 'acts'] },
  ),
};

const expectation: SchemaNode = {
  title: 'Expectation',
  description: 'What an actor must be able to see after the act: "placer sees: Task/x" and "that: <FHIRPath>".',
  type: 'object',
  additionalProperties: false,
  required: ['that'],
  properties: {
    id: ref('id', 'Id', 'Unique in the act. Default: sees-1, sees-2 ...'),
    that: ref(
      'words',
      'That',
      "FHIRPath over the resource as that actor sees it, in the guide's own names: references as Type/id, identifiers without suffix. It must be able to fail.",
    ),
    verifies: ref('verifies', 'Verifies', 'Keys of the requirements that this expectation verifies.'),
    sample: {
      title: 'Sample',
      description:
        'True when this is about what stands in the example, such as a measured value: a system under test writes its own and is not asked for it.',
      type: 'boolean',
    },
  },
  patternProperties: {
    '^\\S+ sees$': ref('key', 'Sees', 'The actor named before "sees" looks at this resource.'),
  },
};

const act: SchemaNode = object(
  'Act',
  `One business step. It has exactly one of ${ACT_KINDS.join(', ')}.`,
  {
    id: ref('id', 'Id', 'Unique in the flow; part of links and of check ids. Not "given" or "final".'),
    title,
    note,
    by,
    create: ref('create', 'Create', 'What the actor writes: an instance, or a list of them.'),
    place,
    update,
    set: ref('set', 'Set', 'With "update": the elements that change.'),
    becomes,
    read: {
      title: 'Read',
      description: 'What the actor reads, because it was referred to it.',
      type: ['string', 'array'],
      pattern: KEY_PATTERN,
      minItems: 1,
      uniqueItems: true,
      items: ref('key', 'Instance', 'One of the resources that are read.'),
    },
    versions: list(
      'Versions',
      'With "read": every version is read, and each of these FHIRPath expressions must hold of one of them, in this order.',
      ref('words', 'Version', 'FHIRPath on a version.'),
      { minItems: 1 },
    ),
    search: ref('search', 'Search', 'What the actor searches for, where, and what it must find.'),
    attempt: ref('attempt', 'Attempt', 'A write that must be refused.'),
    race: ref('race', 'Race', 'Writes at the same time.'),
    passes: ref('passes', 'Passes', 'A moment of the story that goes by.'),
    optional: {
      title: 'Optional',
      description: 'With "branches": one run goes on without any of them.',
      type: 'boolean',
    },
    branches,
    tells,
    verifies: ref(
      'verifies',
      'Verifies',
      'Keys of the requirements that the act as a whole verifies: its writing and its telling.',
    ),
    expect: list(
      'Expect',
      'What actors must be able to see afterwards.',
      ref('expectation', 'Expectation', 'One thing that an actor must see.'),
    ),
  },
  {
    required: ['id'],
    oneOf: ACT_KINDS.map((kind) => ({ required: [kind] })),
    dependentRequired: {
      set: ['update'],
      becomes: ['update'],
      place: ['create'],
      versions: ['read'],
      optional: ['branches'],
    },
  },
);

/**
 * What a scenario file may look like (JSON Schema 2020-12). `scenarios/scenario.schema.json` is this, written out for
 * editors: run the tests beside it with `-u` after a change. What needs the guide is checked elsewhere.
 */
export const scenarioSchema: SchemaNode = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...object(
    'Flow',
    'A flow of clinical order workflows: who does what, in which order, and what each must be able to see.',
    {
      id: ref('id', 'Id', 'Id of the flow; the file is named after it.'),
      title: ref('words', 'Title', 'What happens, in one line.'),
      story: ref('words', 'Story', 'A few sentences for readers: who, what, why. Markdown.'),
      page: ref(
        'id',
        'Page',
        "Name of the guide's page that explains what this flow shows, without ending: cancelling-and-modifying.",
      ),
      actors: {
        title: 'Actors',
        description: 'Who takes part, by the name used in this flow.',
        type: 'object',
        minProperties: 1,
        propertyNames: { pattern: ID_PATTERN },
        additionalProperties: ref('actor', 'Actor', 'An instance (Organization/city-lab) or { is, as, hosts, for }.'),
      },
      exchanges: {
        title: 'Exchanges',
        description: 'Over which exchanges the flow runs: "all", or a list.',
        type: ['string', 'array'],
        pattern: '^all$',
        minItems: 1,
        items: {
          title: 'Exchange',
          description: 'Id of an exchange.',
          enum: exchanges.map((exchange) => exchange.id),
        },
      },
      given: {
        title: 'Given',
        description:
          "What each actor's system holds before the story starts. What these and the acts' instances refer to comes along by itself.",
        type: 'object',
        additionalProperties: list(
          'Instances',
          'What this actor holds.',
          ref('key', 'Instance', 'It is there before.'),
        ),
      },
      elsewhere: list(
        'Elsewhere',
        'Instances that lie at a server that nobody agreed on. What is written may refer to them; nobody follows such a reference.',
        ref('key', 'Instance', 'What lies there.'),
        { uniqueItems: true },
      ),
      acts: ref('acts', 'Acts', 'What happens, in order.'),
    },
    { required: ['id', 'title', 'actors', 'exchanges', 'acts'] },
  ),
  $defs: {
    id,
    words,
    key,
    actorName,
    actor,
    verifies,
    set,
    create,
    attempt,
    lane,
    race,
    passes,
    search,
    expectation,
    act,
    acts: list('Acts', 'Business steps, in order.', ref('act', 'Act', 'One business step.')),
  },
};
