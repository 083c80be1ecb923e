import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadGuide } from '../guide/load-guide.js';
import { projectRoot } from '../guide/project-root.js';
import { loadScenario } from '../plan/load-scenario.js';
import { exchangeCaption } from './exchange-caption.js';
import { actorTitles, publishedFlow } from './ways.js';

const guide = loadGuide();

function captions(flow: string): Record<string, string> {
  const file = `${flow}.yaml`;
  const text = readFileSync(path.join(projectRoot(), 'scenarios', file), 'utf8');
  const { scenario, errors } = loadScenario(text, file, guide);
  if (!scenario) throw new Error(errors[0]?.message);
  const titles = actorTitles(scenario, guide);
  const plans = publishedFlow(scenario, guide).ways[0]?.plans ?? [];
  return Object.fromEntries(plans.map((plan) => [plan.exchange, exchangeCaption(plan, titles)]));
}

describe('the caption of a diagram', () => {
  it('says where the Task lives, who writes there and who is told', () => {
    expect(captions('simple-lab-order')).toEqual({
      'task-at-placer':
        'The Task lives at the Placer, whose server notifies the Fulfiller; the Fulfiller writes there.',
      'task-at-placer-polling':
        'The Task lives at the Placer, where the Fulfiller looks for changes; the Fulfiller writes there.',
      'task-at-fulfiller':
        'The Task lives at the Fulfiller, whose server notifies the Placer; the Placer writes there.',
      'task-at-fulfiller-polling':
        'The Task lives at the Fulfiller, where the Placer looks for changes; the Placer writes there.',
      messaging:
        'Each party keeps a copy of the Task. Messages go from the Placer to the Fulfiller and from the Fulfiller to the Placer, and carry all that the receiver needs.',
      'messaging-rest-at-placer':
        'The Task lives at the Placer; the Fulfiller writes there. Messages go from the Placer to the Fulfiller, and say what has changed; the rest is read by REST.',
      'messaging-rest-at-fulfiller':
        'The Task lives at the Fulfiller; the Placer writes there. Messages go from the Fulfiller to the Placer and from the Placer to the Fulfiller, and say what has changed; the rest is read by REST.',
    });
  });

  it('follows a Task of a third party to where that lives', () => {
    expect(captions('coordinator-mediates')).toEqual({
      'task-at-placer':
        'Task/physio-coordination lives at the Placer, whose server notifies the Coordinator; the Coordinator writes there. ' +
        'Task/physio-mediated lives at the Coordinator, whose server notifies the Fulfiller; the Fulfiller writes there.',
      'task-at-fulfiller':
        'Task/physio-coordination lives at the Coordinator, whose server notifies the Placer; the Placer writes there. ' +
        'Task/physio-mediated lives at the Fulfiller, whose server notifies the Coordinator; the Coordinator writes there.',
    });
  });
});
