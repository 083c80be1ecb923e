import { faultIn } from '../known-valid.js';
import { lawOf, type JudgedLaw, type Result } from '../result.js';
import type { RunView } from '../view.js';
import { eventFault, referenceFault, wronglyAddressed } from './message-form.js';
import { focusFault, literalsOutside, messagesFromOutside, type Came } from './messages.js';

interface Aspect {
  requirement: string;
  expected: string;
  fault: (came: Came, run: RunView) => string | undefined;
  /** Only of messages that carry content. */
  ofContent?: true;
}

const ASPECTS: readonly Aspect[] = [
  { requirement: 'message-event-known', expected: 'its event is one of the guide', fault: eventFault },
  {
    requirement: 'message-conforms',
    expected: 'it conforms to Order Message',
    fault: ({ message }, run) => faultIn(message, run, 'order-message'),
  },
  {
    requirement: 'message-addressed',
    expected: 'it names sender, source, and endpoint and party that it is for',
    fault: ({ message, record }, run) => wronglyAddressed(message, run.externals[0] ?? '', record.to, run),
  },
  {
    requirement: 'message-focus-is-task',
    expected: 'its focus is the one Task that it is about, which is in it',
    fault: ({ message, header }) => focusFault(message, header),
  },
  {
    requirement: 'message-self-contained',
    expected: 'every literal reference in it leads to an entry of it',
    fault: lacksContent,
    ofContent: true,
  },
  {
    requirement: 'message-references-identified',
    expected: 'what is referred to and is not in it is named by its identifier',
    fault: referenceFault,
    ofContent: true,
  },
];

function lacksContent({ message }: Came): string | undefined {
  const [outside] = literalsOutside(message);
  return outside && `not in it: ${outside}`;
}

function isContent({ header }: Came): boolean {
  return (header.eventCoding as { code?: string } | undefined)?.code === 'coordination-content';
}

/** One finding for each message of a system under test and each thing that is asked of it; none where it sent none. */
function judgeReceived(run: RunView): Result[] {
  return messagesFromOutside(run).flatMap((came, index) =>
    ASPECTS.filter(({ ofContent }) => !ofContent || isContent(came)).map(({ requirement, expected, fault }): Result => {
      const wrong = fault(came, run);
      return {
        about: `${index + 1}.${requirement}`,
        requirements: [requirement],
        verdict: wrong ? 'fail' : 'pass',
        expected: `of the message to ${came.record.to}: ${expected}`,
        seen: wrong ?? 'so it is',
        evidence: [came.record.n],
      };
    }),
  );
}

/** What is asked of messages, asked of those that a system under test sends. */
export const RECEIVED_MESSAGE_LAWS: readonly JudgedLaw[] = [
  {
    law: lawOf(
      'message-received',
      'What a system under test sends is a message of the guide',
      ...ASPECTS.map(({ requirement }) => requirement),
    ),
    judge: judgeReceived,
  },
];
