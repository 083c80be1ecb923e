import type { SmartTokens } from './smart.js';
import { TargetError } from './target-error.js';
import { originOf } from './urls.js';

/** How requests to one origin are authenticated, secrets at hand. */
export type Auth =
  | { type: 'none' }
  | { type: 'basic'; user: string; password: string }
  | { type: 'bearer'; token: string }
  | { type: 'smart-backend-services'; tokens: Pick<SmartTokens, 'token'> };

/** Credentials by origin. A request gets those of its own origin, and none that were meant for another. */
export class Credentials {
  private readonly byOrigin: ReadonlyMap<string, Auth>;

  /**
   * `byOrigin`: keys as `URL.origin` has them; `secrets`: takes all that are at hand, also in the forms in which they are sent, and grows as
   * access tokens come in. Throws a {@link TargetError} for credentials that cannot be sent.
   */
  constructor(
    byOrigin: ReadonlyMap<string, Auth>,
    readonly secrets: string[] = [],
  ) {
    this.byOrigin = byOrigin;
    for (const [origin, auth] of byOrigin) this.keep(...secretsOf(auth, origin));
  }

  /** Notes secrets, each once. */
  readonly keep = (...secrets: string[]): void => {
    for (const secret of secrets) if (!this.secrets.includes(secret)) this.secrets.push(secret);
  };

  /** Whether it was said how requests to this URL are authenticated. */
  covers(url: string): boolean {
    return this.byOrigin.has(originOf(url) ?? '');
  }

  /** Headers that authenticate a request to this URL; none for other origins, and none for URLs with a user in them. */
  async headersFor(url: string): Promise<Record<string, string>> {
    const auth = this.byOrigin.get(originOf(url) ?? '');
    switch (auth?.type) {
      case 'basic':
        return { authorization: `Basic ${basicCredentials(auth)}` };
      case 'bearer':
        return { authorization: `Bearer ${auth.token}` };
      case 'smart-backend-services': {
        const token = await auth.tokens.token();
        this.keep(token);
        return { authorization: `Bearer ${token}` };
      }
      default:
        return {};
    }
  }
}

/** The Base64 form of user and password: RFC 7617, UTF-8. */
function basicCredentials({ user, password }: { user: string; password: string }): string {
  return Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
}

function secretsOf(auth: Auth, origin: string): string[] {
  if (auth.type === 'basic') {
    long(auth.password, `the password for ${origin}`);
    return [auth.password, basicCredentials(auth)];
  }
  if (auth.type !== 'bearer') return [];
  long(auth.token, `the token for ${origin}`);
  if (!isToken(auth.token))
    throw new TargetError(`the token for ${origin} holds characters that no token has (RFC 6750)`);
  return [auth.token];
}

/** Shorter ones cannot be blotted out of a history: they would take ordinary text along. */
function long(secret: string, what: string): void {
  if (secret.length < 4)
    throw new TargetError(`${what} has fewer than 4 characters, too few to be kept out of histories`);
}

/** Whether a text can stand behind `Bearer`: one run of visible ASCII characters. */
export function isToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
