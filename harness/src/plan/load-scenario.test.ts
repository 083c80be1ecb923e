import { describe, expect, it } from 'vitest';
import { loadScenario } from './load-scenario.js';
import type { ForkAct, RaceAct, ScenarioError, UpdateAct } from './scenario.js';
import { guideFixture } from './scenario/guide.fixture.js';
import { labOrder } from './scenario/lab-order.fixture.js';

const guide = guideFixture();

/** One fault, planted by replacing text; `§` in the replacement marks the place where it must be reported. */
interface Planted {
  fault: string;
  replace: string;
  with: string;
  /** A second replacement, for faults that take two. */
  and?: [string, string];
  message: string | RegExp;
  hint?: string;
}

function plant(planted: Planted): { text: string; line: number; column: number } {
  const edits: [string, string][] = [[planted.replace, planted.with], ...(planted.and ? [planted.and] : [])];
  const marked = edits.reduce((text, [from, to]) => {
    expect(text.split(from), `"${from}" stands once in the flow`).toHaveLength(2);
    return text.replace(from, () => to);
  }, labOrder);
  expect(marked.split('§'), 'one place is marked').toHaveLength(2);
  const before = marked.slice(0, marked.indexOf('§')).split('\n');
  return { text: marked.replace('§', ''), line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function matches(text: string, expected: string | RegExp): boolean {
  return typeof expected === 'string' ? text.includes(expected) : expected.test(text);
}

const shown = (errors: ScenarioError[]): string =>
  errors.map((e) => `${e.line}:${e.column} ${e.message} (${e.hint ?? ''})`).join('\n');

const rush = `            race:
              winners: 1
              acts:
                - { id: one, by: placer, update: ServiceRequest/order, set: { status: revoked } }
                - { id: two, by: placer, update: ServiceRequest/order, set: { status: completed } }
            expect:
              - placer sees: ServiceRequest/order
                that: status != 'active'
`;

describe('a good flow', () => {
  const loaded = loadScenario(labOrder, 'scenarios/lab-order.yaml', guide);

  it('has no errors', () => {
    expect(shown(loaded.errors)).toBe('');
    expect(loaded.scenario?.acts.map((act) => act.kind)).toEqual([
      'create',
      'create',
      'read',
      'search',
      'update',
      'update',
      'update',
      'create',
      'update',
      'fork',
    ]);
  });

  it('knows its actors, short and long', () => {
    expect(loaded.scenario?.actors).toEqual([
      { name: 'placer', is: 'placer', as: 'Organization/practice', hosts: true, at: at(5, 3) },
      { name: 'fulfiller', is: 'fulfiller', as: 'Organization/lab', hosts: true, at: at(6, 3) },
      { name: 'second-lab', is: 'fulfiller', as: 'Organization/east-lab', hosts: true, at: at(7, 3) },
    ]);
  });

  it('gives acts without a title one that says what happens', () => {
    expect(loaded.scenario?.acts.map((act) => act.title)).toEqual([
      'The practice orders',
      'The Placer creates Task',
      'The Fulfiller reads ServiceRequest and Observation',
      'The Placer searches The Placer',
      'The Fulfiller updates the Task to accepted',
      'The Fulfiller updates the Task to in-progress',
      'The Fulfiller tries to update the Task to rejected',
      'The Fulfiller creates Observation and DiagnosticReport',
      'The Fulfiller updates the Task',
      'The story can go on in several ways',
    ]);
  });

  it('looks up a bare code in the value set that the profile binds to the element', () => {
    const progress = loaded.scenario?.acts.find((act) => act.id === 'progress') as UpdateAct;
    const system = 'http://example.org/guide/CodeSystem/progress';
    expect(progress.set).toEqual({
      status: 'in-progress',
      businessStatus: { coding: [{ system, code: 'specimen-collected', display: 'Specimen collected' }] },
    });
  });

  it('reads an attempt as a write that must be refused', () => {
    const outdated = loaded.scenario?.acts.find((act) => act.id === 'outdated') as UpdateAct;
    expect(outdated).toMatchObject({ kind: 'update', set: { status: 'rejected' }, refused: { because: 'stale' } });
  });

  it('keeps branches and races', () => {
    const fork = loaded.scenario?.acts.at(-1) as ForkAct;
    expect(fork.branches.map(({ id, title }) => [id, title])).toEqual([
      ['closed', 'the order is closed'],
      ['raced', 'two changes at once'],
    ]);
    const race = fork.branches[1]?.acts[0] as RaceAct;
    expect(race.acts.map(({ id, by }) => [id, by])).toEqual([
      ['one', 'placer'],
      ['two', 'placer'],
    ]);
  });

  it('takes "all" for every exchange', () => {
    // Its search is for where Tasks live at the Placer.
    const everywhere = labOrder.replace(/ {2}- id: queue\n[^]*?(?= {2}- id: accept\n)/, '');
    const all = everywhere.replace('[task-at-placer, messaging]', 'all');
    expect(loadScenario(all, 'lab-order.yaml', guide).scenario?.exchanges).toHaveLength(7);
  });

  it('turns bare references and {actor} into references', () => {
    const text = labOrder.replace(
      'set: { status: accepted }',
      "set: { status: accepted, owner: '{actor}', for: Patient/amy }",
    );
    const { scenario, errors } = loadScenario(text, 'lab-order.yaml', guide);
    expect(shown(errors)).toBe('');
    expect((scenario?.acts[4] as UpdateAct).set).toEqual({
      status: 'accepted',
      owner: { reference: 'Organization/lab' },
      for: { reference: 'Patient/amy' },
    });
  });
});

describe('a race among several who all try the same', () => {
  const among = `            race:
              among: [fulfiller, second-lab]
              times: 16
              update: ServiceRequest/order
              set: { performer: ['{actor}'], status: completed }
`;
  const { scenario, errors } = loadScenario(labOrder.replace(rush, among), 'lab-order.yaml', guide);
  const race = (scenario?.acts.at(-1) as ForkAct | undefined)?.branches[1]?.acts[0] as RaceAct | undefined;

  it('is one act for each try', () => {
    expect(shown(errors)).toBe('');
    expect(race?.winners).toBe(1);
    expect(race?.acts).toHaveLength(32);
    expect(new Set(race?.acts.map((act) => act.id)).size).toBe(32);
    expect(race?.acts[16]).toMatchObject({ id: 'rush-second-lab-1', by: 'second-lab', kind: 'update' });
  });

  it('means the one who tries by {actor}', () => {
    expect((race?.acts[0] as UpdateAct).set.performer).toEqual([{ reference: 'Organization/lab' }]);
    expect((race?.acts[31] as UpdateAct).set.performer).toEqual([{ reference: 'Organization/east-lab' }]);
  });
});

describe('a moment that passes', () => {
  const waits = (passes: string): string =>
    labOrder.replace('  - id: look\n', `  - id: late\n    passes: ${passes}\n  - id: look\n`);

  it.each(['Task/shared', '{ of: Task/shared, moment: restriction.period.end }'])('%s', (passes) => {
    const { scenario, errors } = loadScenario(waits(passes), 'lab-order.yaml', guide);
    expect(shown(errors)).toBe('');
    expect(scenario?.acts[2]).toMatchObject({
      kind: 'wait',
      key: 'Task/shared',
      until: '2026-03-04T17:00:00Z',
      title: 'Time passes until 2026-03-04T17:00:00Z',
    });
  });
});

function at(line: number, column: number) {
  return { file: 'scenarios/lab-order.yaml', line, column };
}

const names: Planted[] = [
  {
    fault: 'an instance that the guide lacks',
    replace: 'create: ServiceRequest/order',
    with: 'create: §ServiceRequest/oder',
    message: 'the guide has no instance "ServiceRequest/oder"',
    hint: 'did you mean ServiceRequest/order?',
  },
  {
    fault: 'an instance of the wrong type',
    replace: 'read: [ServiceRequest/order, Observation/fatigue]',
    with: 'read: [ServiceRequest/order, §Condition/fatigue]',
    message: 'the guide has no instance "Condition/fatigue"',
    hint: 'did you mean Observation/fatigue?',
  },
  {
    fault: 'an actor who acts',
    replace: 'by: fulfiller\n    read',
    with: 'by: §fulfiler\n    read',
    message: 'there is no actor "fulfiler" in this flow',
    hint: 'did you mean fulfiller?',
  },
  {
    fault: 'an actor who is told',
    replace: 'tells: [fulfiller, second-lab]',
    with: 'tells: [fulfiller, second-lab, §thirdlab]',
    message: 'there is no actor "thirdlab" in this flow',
    hint: 'valid here: placer, fulfiller, second-lab',
  },
  {
    fault: 'an actor who sees',
    replace: 'placer sees: Task/shared',
    with: '§plaser sees: Task/shared',
    message: 'there is no actor "plaser" in this flow',
    hint: 'did you mean placer?',
  },
  {
    fault: 'an actor whose system is searched',
    replace: 'where: placer',
    with: 'where: §place',
    message: 'there is no actor "place" in this flow',
    hint: 'did you mean placer?',
  },
  {
    fault: 'an actor who is given something',
    replace: '  placer: [Patient/amy',
    with: '  §placr: [Patient/amy',
    message: 'there is no actor "placr" in this flow',
    hint: 'did you mean placer?',
  },
  {
    fault: 'an ActorDefinition, long form',
    replace: 'is: fulfiller',
    with: 'is: §fulfilla',
    message: 'the guide has no ActorDefinition "fulfilla"',
    hint: 'did you mean fulfiller?',
  },
  {
    fault: 'an ActorDefinition, short form',
    replace: '  second-lab: { is: fulfiller, as: Organization/east-lab, hosts: true }',
    with: '  §second-lab: Organization/east-lab',
    message: 'the guide has no ActorDefinition "second-lab"',
    hint: 'write second-lab: { is: <ActorDefinition>, as: <instance> }',
  },
  {
    fault: 'an actor as something that acts for nobody',
    replace: 'as: Organization/east-lab',
    with: 'as: §Observation/fatigue',
    message: 'Observation/fatigue cannot stand for an actor',
    hint: 'Organization',
  },
  {
    fault: 'a requirement of an act',
    replace: 'verifies: [task-shared]',
    with: 'verifies: [§task-shard]',
    message: 'the guide has no requirement "task-shard"',
    hint: 'did you mean task-shared?',
  },
  {
    fault: 'a requirement of an expectation',
    replace: 'verifies: [status-tracks]',
    with: 'verifies: [§status-track]',
    message: 'the guide has no requirement "status-track"',
    hint: 'did you mean status-tracks?',
  },
  {
    fault: 'an exchange',
    replace: '[task-at-placer, messaging]',
    with: '[task-at-placer, §mesaging]',
    message: '"exchanges" cannot be "mesaging"',
    hint: 'did you mean messaging?',
  },
  {
    fault: 'an exchange twice',
    replace: '[task-at-placer, messaging]',
    with: '[messaging, §messaging]',
    message: 'the exchange "messaging" is listed twice',
  },
  {
    fault: 'exchanges as a word',
    replace: '[task-at-placer, messaging]',
    with: '§some',
    message: '"exchanges" cannot be "some"',
  },
  {
    fault: 'an id that the file is not named after',
    replace: 'id: lab-order',
    with: 'id: §lab-orders',
    message: 'the id is "lab-orders", but the file is named lab-order.yaml',
    hint: 'name the file lab-orders.yaml',
  },
];

const shape: Planted[] = [
  {
    fault: 'a misspelt property of an act',
    replace: '    create: Task/shared',
    with: '    §creat: Task/shared',
    message: 'an act has no "creat"',
    hint: 'did you mean create?',
  },
  {
    fault: 'a misspelt property of the flow',
    replace: 'title: One test',
    with: '§titel: One test',
    message: 'a flow has no "titel"',
    hint: 'did you mean title?',
  },
  {
    fault: 'no kind of act',
    replace: '  - id: look\n    by: fulfiller\n    read: [ServiceRequest/order, Observation/fatigue]',
    with: '  - §id: look\n    by: fulfiller',
    message: 'this act does not say what happens',
    hint: 'add one of create, update, read',
  },
  {
    fault: 'two kinds of act at once',
    replace: '    create: Task/shared',
    with: '    create: Task/shared\n    §read: Task/shared',
    message: 'an act is one of these, not several: create, read',
  },
  {
    fault: 'an act without id',
    replace: '  - id: queue\n    by: placer',
    with: '  - §by: placer',
    message: 'an act needs "id"',
  },
  {
    fault: 'an act without actor',
    replace: '  - id: look\n    by: fulfiller',
    with: '  - §id: look',
    message: 'this act does not say who acts',
  },
  {
    fault: 'a bad id',
    replace: 'id: look',
    with: 'id: §Look Here',
    message: '"id" cannot be "Look Here"',
    hint: 'hyphens',
  },
  {
    fault: 'a bad actor name',
    replace: '  second-lab: { is',
    with: '  §Second Lab: { is',
    and: ['tells: [fulfiller, second-lab]', 'tells: [fulfiller, Second Lab]'],
    message: '"Second Lab" cannot be a name here',
    hint: 'lower-case words joined by hyphens',
  },
  {
    fault: 'text where a list is needed',
    replace: 'verifies: [task-shared]',
    with: 'verifies: §task-shared',
    message: '"verifies" must be a list, not text',
  },
  {
    fault: 'an empty list',
    replace: 'tells: [fulfiller, second-lab]',
    with: 'tells: §[]',
    message: '"tells" is empty or too short: at least 1 needed',
  },
  {
    fault: 'somebody told twice',
    replace: 'tells: [fulfiller, second-lab]',
    with: 'tells: [second-lab, §second-lab]',
    message: '"tells" lists "second-lab" twice',
  },
  {
    fault: 'a refusal without attempt',
    replace: '    set: { status: in-progress',
    with: '    §refused: stale\n    set: { status: in-progress',
    message: '"refused" belongs inside "attempt"',
    hint: 'attempt: {',
  },
  {
    fault: 'an attempt that may succeed',
    replace: 'attempt: { update: Task/shared, set: { status: rejected }, refused: stale }',
    with: 'attempt: §{ update: Task/shared, set: { status: rejected } }',
    message: 'an attempt needs "refused"',
  },
  {
    fault: 'an unknown refusal',
    replace: 'refused: stale',
    with: 'refused: §stall',
    message: '"refused" cannot be "stall"',
    hint: 'did you mean stale?',
  },
  {
    fault: 'an update that says nothing',
    replace: '    update: Task/shared\n    set: { status: accepted }\n',
    with: '    §update: Task/shared\n',
    message: 'this update does not say what changes',
  },
  {
    fault: 'set without update',
    replace: '    create: Task/shared',
    with: '    create: Task/shared\n    §set: { status: ready }',
    message: '"set" needs "update"',
  },
  {
    fault: 'a branch without acts',
    replace: `        acts:
          - id: close
            by: placer
            update: ServiceRequest/order
            set: { status: completed }
`,
    with: '        acts: §[]\n',
    message: '"acts" is empty or too short: at least 1 needed',
  },
  {
    fault: 'a branch without title',
    replace: '        title: the order is closed\n        acts',
    with: '        §acts',
    message: 'a branch needs "title"',
  },
  {
    fault: 'a branch for an exchange that the flow does not run over',
    replace: '        title: the order is closed\n        acts',
    with: '        title: the order is closed\n        exchanges: [§messaging-rest-at-placer]\n        acts',
    message: 'the flow does not run over "messaging-rest-at-placer"',
  },
  {
    fault: 'who acts beside branches',
    replace: '  - id: ending\n',
    with: '  - id: ending\n    §by: placer\n',
    message: '"by" cannot stand beside "branches"',
  },
  {
    fault: 'more winners than racers',
    replace: 'winners: 1',
    with: 'winners: §3',
    message: '3 cannot win a race of 2',
  },
  {
    fault: 'a race of nobody',
    replace: rush,
    with: '            §race: { winners: 1 }\n',
    message: 'a race has either "acts" or "among"',
  },
  {
    fault: 'a race of one',
    replace: rush,
    with: '            race: { among: §[placer], update: ServiceRequest/order, set: { status: completed } }\n',
    message: 'one alone makes no race',
    hint: 'times',
  },
  {
    fault: 'a race among somebody who is not there',
    replace: rush,
    with: '            race: { among: [placer, §plaser], update: ServiceRequest/order, set: { status: completed } }\n',
    message: 'there is no actor "plaser" in this flow',
  },
  {
    fault: 'a race among actors for nothing',
    replace: rush,
    with: '            race: { §among: [placer, fulfiller] }\n',
    message: '"among" needs "update"',
  },
  {
    fault: 'a moment that the instance does not name',
    replace: '  - id: look\n',
    with: '  - id: late\n    passes: §ServiceRequest/order\n  - id: look\n',
    message: 'restriction.period.end of ServiceRequest/order gives nothing',
    hint: 'one date with time and zone',
  },
  {
    fault: 'a moment that is none',
    replace: '  - id: look\n',
    with: '  - id: late\n    passes: { of: Task/shared, moment: §status }\n  - id: look\n',
    message: 'status of Task/shared gives requested',
  },
  {
    fault: 'somebody who acts while time passes',
    replace: '  - id: look\n',
    with: '  - id: late\n    §by: placer\n    passes: Task/shared\n  - id: look\n',
    message: '"by" cannot stand beside "passes"',
  },
  {
    fault: 'an expectation that nobody has',
    replace: "      - placer sees: Task/shared\n        that: status = 'accepted' and output.empty()",
    with: "      - §that: status = 'accepted'",
    message: 'an expectation needs somebody who sees something',
    hint: 'placer sees',
  },
  {
    fault: 'a search for nothing',
    replace: ', finds: [Task/shared] }',
    with: ' }',
    and: ['search: {', 'search: §{'],
    message: 'a search says what it "finds", what it "misses", or what it "counts"',
  },
];

const yaml: Planted[] = [
  {
    fault: 'the same name twice',
    replace: '    by: placer\n    create: Task/shared',
    with: '    by: placer\n    §by: placer\n    create: Task/shared',
    message: 'bad YAML: the same name stands twice in one block',
  },
  {
    fault: 'a branch twice',
    replace: '      raced:',
    with: '      §closed:',
    message: 'bad YAML: the same name stands twice in one block',
  },
  {
    fault: 'an unclosed list',
    replace: 'tells: [fulfiller, second-lab]\n    verifies: [task-shared]',
    with: 'tells: [fulfiller, second-lab\n    §verifies: [task-shared]',
    message: /^bad YAML: /,
  },
];

const story: Planted[] = [
  {
    fault: 'a moment of what is not there yet',
    replace: '  - id: ask\n',
    with: '  - id: late\n    passes: §Task/shared\n  - id: ask\n',
    message: 'Task/shared is not there yet: act "ask" creates it later',
  },
  {
    fault: 'two moments on one way',
    replace: '  - id: look\n',
    with: '  - id: late\n    passes: Task/shared\n  - id: later\n    §passes: Task/shared\n  - id: look\n',
    message: 'only one moment can pass on a way through a flow, and act "late" has waited for one',
  },
  {
    fault: 'an act id twice',
    replace: 'id: close',
    with: 'id: §accept',
    message: 'there is another act "accept" in this flow',
  },
  {
    fault: 'an act id that plans use',
    replace: 'id: close',
    with: 'id: §final',
    message: '"final" cannot be the id of an act',
  },
  {
    fault: 'an update of what is not there',
    replace: `  - id: ask
    by: placer
    create: Task/shared
    tells: [fulfiller, second-lab]
    verifies: [task-shared]
`,
    with: `  - id: ask
    by: placer
    update: §Task/shared
    set: { status: ready }
    tells: [fulfiller, second-lab]
`,
    message: 'Task/shared is not there yet: it is neither given nor created',
    hint: 'given',
  },
  {
    fault: 'a read before the create',
    replace: 'read: [ServiceRequest/order, Observation/fatigue]',
    with: 'read: [ServiceRequest/order, §DiagnosticReport/report]',
    message: 'DiagnosticReport/report is not there yet: act "report" creates it later',
    hint: 'order of the acts',
  },
  {
    fault: 'a create twice on one path',
    replace: 'create: [Observation/result, DiagnosticReport/report]',
    with: 'create: [Observation/result, DiagnosticReport/report, §Task/shared]',
    message: 'Task/shared is created twice: act "ask" has done so already',
  },
  {
    fault: 'a create of what is given',
    replace: 'placer: [Patient/amy, Observation/fatigue]',
    with: 'placer: [Patient/amy, §ServiceRequest/order]',
    message: 'ServiceRequest/order is given, but act "authorize" creates it',
  },
  {
    fault: 'a use of what one branch alone creates',
    replace: `            update: ServiceRequest/order
            set: { status: completed }
`,
    with: `            create: Task/other
`,
    and: [
      "that: status != 'active'\n",
      "that: status != 'active'\n  - id: after\n    by: placer\n    read: §Task/other\n",
    ],
    message: 'Task/other may not be there: act "close", which creates it, does not happen on every way to here',
  },
  {
    fault: 'a reference to what the guide lacks',
    replace: '    create: ServiceRequest/order\n',
    with: '    create: [ServiceRequest/order, §ServiceRequest/order-dangling]\n',
    message: 'ServiceRequest/order-dangling refers to Patient/any, which the guide does not have',
    hint: 'did you mean Patient/amy?',
  },
  {
    fault: 'a reference to what is created later',
    replace: 'create: [Observation/result, DiagnosticReport/report]',
    with: 'create: [§DiagnosticReport/report, Observation/result]',
    message:
      'DiagnosticReport/report refers to Observation/result, which is not there yet: act "report" creates it later',
  },
  {
    fault: 'an actor without a part',
    replace: 'tells: [fulfiller, second-lab]',
    with: 'tells: [fulfiller]',
    and: ['  second-lab: { is', '  §second-lab: { is'],
    message: 'the actor "second-lab" never acts and is never told of anything',
  },
  {
    fault: 'an actor who tells itself',
    replace: 'tells: [fulfiller, second-lab]',
    with: 'tells: [fulfiller, second-lab, §placer]',
    message: '"placer" acts here: it cannot tell itself',
  },
  {
    fault: 'becoming another type',
    replace: 'becomes: Task/shared-completed',
    with: 'becomes: §ServiceRequest/order',
    message: 'Task/shared cannot become ServiceRequest/order: that is another type',
  },
  {
    fault: 'becoming another thing',
    replace: 'becomes: Task/shared-completed',
    with: 'becomes: §Task/other',
    message: 'Task/shared cannot become Task/other: that has another business identifier',
    hint: 'http://example.org/tasks|T1 and http://example.org/tasks|T2',
  },
  {
    fault: 'an update that changes nothing',
    replace: 'set: { status: in-progress, businessStatus: specimen-collected }',
    with: 'set: { status: accepted }',
    and: ['  - id: progress', '  - §id: progress'],
    message: 'this update changes nothing: Task/shared is like that already',
  },
  {
    fault: 'a move that the state machine gives to nobody',
    replace: 'becomes: Task/shared-completed',
    with: 'set: { status: rejected }',
    and: ['  - id: finish', '  - §id: finish'],
    message: 'as its owner, fulfiller may not move this Task from in-progress to rejected',
    hint: 'from in-progress, owner may move it to on-hold, completed, failed, cancelled; or show it as an "attempt"',
  },
  {
    fault: 'a move that is the other one’s',
    replace: '    by: fulfiller\n    update: Task/shared\n    becomes: Task/shared-completed\n    tells: [placer]',
    with: '    by: placer\n    update: Task/shared\n    set: { status: cancelled }',
    and: ['  - id: finish', '  - §id: finish'],
    message: 'as its requester, placer may not move this Task from in-progress to cancelled',
    hint: 'its owner may; or show it',
  },
  {
    fault: 'a move by one who has no part in the Task',
    replace: '    by: fulfiller\n    update: Task/shared\n    becomes: Task/shared-completed',
    with: '    by: second-lab\n    update: Task/shared\n    becomes: Task/shared-completed',
    and: ['  - id: finish', '  - §id: finish'],
    message:
      'second-lab is neither requester nor owner of this Task, and may not move it from in-progress to completed',
    hint: 'its owner may',
  },
];

const values: Planted[] = [
  {
    fault: 'a status that is none',
    replace: 'set: { status: accepted }',
    with: 'set: { status: §acepted }',
    message: '"acepted" is not a code of http://hl7.org/fhir/ValueSet/task-status',
    hint: 'did you mean accepted?',
  },
  {
    fault: 'a status in an attempt that is none',
    replace: 'set: { status: rejected }',
    with: 'set: { status: §refused }',
    message: '"refused" is not a code of http://hl7.org/fhir/ValueSet/task-status',
  },
  {
    fault: 'an element that the type lacks',
    replace: 'set: { status: accepted }',
    with: 'set: { §state: accepted }',
    message: 'Task has no element "state"',
    hint: 'did you mean status?',
  },
  {
    fault: 'an element below that the type lacks',
    replace: 'set: { status: accepted }',
    with: 'set: { restriction: { §periode: { end: 2026-03-04 } } }',
    message: 'Task.restriction has no element "periode"',
    hint: 'did you mean period?',
  },
  {
    fault: 'a bare code that the bound value set lacks',
    replace: 'businessStatus: specimen-collected',
    with: 'businessStatus: §specimen-colected',
    message: '"specimen-colected" is not a code of http://example.org/guide/ValueSet/progress',
    hint: 'did you mean specimen-collected?',
  },
  {
    fault: 'a bare code where nothing is bound',
    replace: 'businessStatus: specimen-collected',
    with: 'statusReason: §late',
    message: '"statusReason" cannot be a bare code',
    hint: '{ coding: [{ system, code, display }] }',
  },
  {
    fault: 'one value for a list',
    replace: 'set: { status: accepted }',
    with: 'set: { note: §{ text: Done } }',
    message: '"note" is a list',
  },
  {
    fault: 'a list for one value',
    replace: 'set: { status: accepted }',
    with: 'set: { status: §[accepted] }',
    message: '"status" is no list',
  },
  {
    fault: 'a number for a text',
    replace: 'set: { status: accepted }',
    with: 'set: { description: §7 }',
    message: '"description" must be a text (FHIR type string)',
  },
  {
    fault: 'a reference that is none',
    replace: 'set: { status: accepted }',
    with: 'set: { owner: §the lab }',
    message: '"the lab" is no reference',
  },
  {
    fault: 'a reference to an actor who is not there',
    replace: 'set: { status: accepted }',
    with: "set: { owner: §'{actor:thirdlab}' }",
    message: 'there is no actor "thirdlab" in this flow',
  },
  {
    fault: 'a reference in a set that the guide lacks',
    replace: 'set: { status: accepted }',
    with: 'set: §{ owner: Organization/labb }',
    message: 'this act refers to Organization/labb, which the guide does not have',
    hint: 'did you mean Organization/lab?',
  },
];

const expectations: Planted[] = [
  {
    fault: 'bad syntax',
    replace: "that: status = 'accepted' and output.empty()",
    with: "that: status =§= 'accepted'",
    message: "this is not FHIRPath: extraneous input '='",
  },
  {
    fault: 'an element that the type lacks',
    replace: "that: status = 'accepted' and output.empty()",
    with: "that: status = 'accepted' and §outptu.empty()",
    message: 'Task has no element "outptu"',
    hint: 'did you mean output?',
  },
  {
    fault: 'an element deep down that the type lacks',
    replace: "that: status = 'accepted' and output.empty()",
    with: "that: status = 'accepted' and output.where(type.§codings.code = 'x').empty()",
    message: 'Task.output.type has no element "codings"',
    hint: 'did you mean coding?',
  },
  {
    fault: 'an unknown function',
    replace: "that: status = 'accepted' and output.empty()",
    with: 'that: §status.is_accepted()',
    message: 'this FHIRPath cannot be evaluated: Not implemented: is_accepted',
  },
  {
    fault: 'what is neither true nor false',
    replace: "that: status = 'accepted' and output.empty()",
    with: 'that: §status',
    message: 'this expectation gives "accepted", not true or false',
  },
  {
    fault: 'a constant',
    replace: "that: status = 'accepted' and output.empty()",
    with: 'that: §1 = 1',
    message: 'this expectation is a constant',
  },
  {
    fault: 'what holds on nothing',
    replace: "that: status = 'accepted' and output.empty()",
    with: 'that: §output.empty()',
    message: 'this expectation also holds on an empty Task',
  },
  {
    fault: 'what the acts do not bring about',
    replace: "that: status = 'accepted' and output.empty()",
    with: "that: §status = 'in-progress'",
    message: 'after "accept", Task/shared has status "accepted"',
  },
  {
    fault: 'what only one outcome of a race brings about',
    replace: "that: status != 'active'",
    with: "that: §status = 'completed'",
    message: 'after "rush", ServiceRequest/order has status "revoked"',
  },
];

const searches: Planted[] = [
  {
    fault: 'a parameter that the type lacks',
    replace: 'Task?owner=',
    with: 'Task?§ownr=',
    message: 'Task has no search parameter "ownr"',
    hint: 'did you mean owner?',
  },
  {
    fault: 'a type that does not exist',
    replace: 'Task?owner=',
    with: '§Tsk?owner=',
    message: 'there is no resource type "Tsk"',
    hint: 'did you mean Task?',
  },
  {
    fault: 'an actor who is not there',
    replace: '{actor:fulfiller}',
    with: '§{actor:lab}',
    message: 'there is no actor "lab" in this flow',
  },
  {
    fault: 'an instance that the guide lacks',
    replace: '{actor:fulfiller}',
    with: '§{Organization/labs}',
    message: 'the guide has no instance "Organization/labs"',
    hint: 'did you mean Organization/lab?',
  },
  {
    fault: 'a value that the instance lacks',
    replace: '{actor:fulfiller}',
    with: '§{Task/shared: restriction.period.start}',
    message: '"restriction.period.start" does not give exactly one value of Task/shared',
    hint: 'name one element of it',
  },
  {
    fault: 'a number without a count',
    replace: 'finds: [Task/shared] }',
    with: 'counts: 1 }',
    and: ['search: { where: placer, query:', 'search: { where: placer, §query:'],
    message: '"counts" and _summary=count belong together',
  },
];

const ways: Planted[] = [
  {
    fault: "a search of another's system, where parties share nothing",
    replace: '  - id: queue\n    by: placer',
    with: '  - §id: queue\n    by: fulfiller',
    message: 'over messaging, "fulfiller" cannot search the system of "placer"',
    hint: 'leave this exchange out',
  },
  {
    fault: 'a search for what lives elsewhere over this exchange',
    replace: '[task-at-placer, messaging]',
    with: '[task-at-fulfiller, messaging]',
    and: ['  - id: queue\n', '  - §id: queue\n'],
    message: 'over task-at-fulfiller, the system of "placer" does not have Task/shared: it lives with "fulfiller"',
    hint: 'search where: fulfiller',
  },
  {
    fault: 'a read of what no message brings',
    replace: '  - id: look\n    by: fulfiller\n    read: [ServiceRequest/order, Observation/fatigue]',
    with: '  - §id: look\n    by: second-lab\n    read: [ServiceRequest/order, Observation/fatigue]',
    and: ['tells: [fulfiller, second-lab]', 'tells: [fulfiller]'],
    message: 'over messaging, "second-lab" has no ServiceRequest/order: no message has brought it',
    hint: 'let somebody tell second-lab of it before, or leave this exchange out',
  },
  {
    fault: 'a message to somebody without a system',
    replace: 'as: Organization/east-lab, hosts: true',
    with: 'as: Organization/east-lab, hosts: false',
    and: ['  - id: ask\n', '  - §id: ask\n'],
    message: 'over messaging, "second-lab" has no system, and messages go between systems',
  },
  {
    fault: 'a branch that is for nothing that is left',
    replace: `        title: the order is closed
        acts:
`,
    with: `        title: the order is closed
        exchanges: [messaging]
        acts:
          - id: deeper
            branches:
              §by-rest: { title: by REST, exchanges: [task-at-placer], acts: [{ id: see, by: placer, read: Task/shared }] }
`,
    message: 'no run takes the branch "by-rest": "closed" is for messaging, and "by-rest" is for task-at-placer',
    hint: 'give it an exchange that is left on the way to it',
  },
  {
    fault: 'something elsewhere to which nothing refers',
    replace: 'acts:\n  - id: authorize',
    with: 'elsewhere: [§Task/other]\nacts:\n  - id: authorize',
    message: 'nothing that an act writes refers to Task/other',
  },
  {
    fault: 'something elsewhere that an act creates',
    replace: 'acts:\n  - id: authorize',
    with: 'elsewhere: [§Task/shared]\nacts:\n  - id: authorize',
    message: 'Task/shared is elsewhere, but act "ask" creates it',
  },
  {
    fault: 'a read of what lies elsewhere',
    replace: 'placer: [Patient/amy, Observation/fatigue]',
    with: 'placer: [Patient/amy]\nelsewhere: [Observation/fatigue]',
    and: ['read: [ServiceRequest/order, Observation/fatigue]', 'read: [ServiceRequest/order, §Observation/fatigue]'],
    message: 'Observation/fatigue lies at a server that nobody agreed on',
    hint: 'it can be referred to, and nothing else',
  },
];

describe.each([
  ['names', names],
  ['shape', shape],
  ['YAML', yaml],
  ['the story', story],
  ['values', values],
  ['expectations', expectations],
  ['searches', searches],
  ['ways', ways],
])('faults in %s', (_kind, faults) => {
  it.each(faults)('$fault', (planted) => {
    const { text, line, column } = plant(planted);
    const { scenario, errors } = loadScenario(text, 'lab-order.yaml', guide);
    const found = errors.find((error) => matches(error.message, planted.message));
    expect(found, shown(errors)).toBeDefined();
    expect(`${found?.line}:${found?.column}`).toBe(`${line}:${column}`);
    if (planted.hint) expect(found?.hint).toContain(planted.hint);
    expect(shown(errors.filter((error) => error !== found))).toBe('');
    expect(scenario).toBeUndefined();
  });
});
