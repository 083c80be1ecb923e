import { ELSEWHERE } from '../../plan/elsewhere.js';
import { lawOf, type JudgedLaw, type Result } from '../result.js';
import { sentIn, type RunView } from '../view.js';

/** Whether anybody asked the server that nobody agreed on, where the run made a reference lead there. */
function judgeAgreedServers(run: RunView): Result[] {
  return (run.plan.elsewhere ?? []).map((key): Result => {
    const url = run.urlOf(key, ELSEWHERE) ?? '';
    const mention = run.http.find((record) => url && JSON.stringify(sentIn(record) ?? '').includes(url));
    const asked = run.received.filter(({ to }) => to === ELSEWHERE);
    const first = asked[0];
    const withCredentials = asked.find(({ request }) => 'authorization' in request.headers);
    return {
      about: key,
      verdict: first ? 'fail' : mention ? 'pass' : 'not-reached',
      expected: `nobody asks the server at ${originOf(url)}, that only a reference names`,
      seen: first
        ? `it was asked ${asked.length} times, first ${first.request.method} ${first.request.url}${withCredentials ? ', with credentials' : ''}`
        : mention
          ? 'a reference led there, and nobody followed it'
          : 'no reference to it was written',
      evidence: [...(mention ? [mention.n] : []), ...asked.map(({ n }) => n)].slice(0, 5),
    };
  });
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}

/** References are followed to servers that were agreed on: judged where a flow has something elsewhere. */
export const AGREED_SERVER_LAWS: readonly JudgedLaw[] = [
  {
    law: lawOf(
      'references-to-agreed-servers',
      'References are followed to servers that were agreed on',
      'references-to-agreed-servers',
    ),
    judge: judgeAgreedServers,
  },
];
