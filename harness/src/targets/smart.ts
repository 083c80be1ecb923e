import { randomUUID, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { NoAnswer, type Answer, type Outgoing } from '../perform/http.js';
import { isToken } from './auth.js';
import type { SigningKey } from './private-key.js';
import { TargetError } from './target-error.js';
import { told } from './told.js';

/** How this client is known to an authorization server. */
export interface SmartClient {
  tokenUrl: string;
  clientId: string;
  scope: string;
  key: SigningKey;
}

/** Assertions are good for this long; SMART allows 5 minutes. */
const ASSERTION_SECONDS = 240;

/** A token is renewed when it has less than this to live. */
const MARGIN_SECONDS = 30;

/** For tokens whose lifetime is not told, though SMART asks for it. */
const UNTOLD_SECONDS = 60;

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Access tokens by SMART Backend Services (SMART App Launch 2, Backend Services): client credentials with a signed
 * assertion. A token is used until shortly before it ends; whoever asks meanwhile shares it.
 */
export class SmartTokens {
  private current: { token: string; until: number } | undefined;
  private asking: Promise<string> | undefined;

  constructor(
    private readonly client: SmartClient,
    private readonly send: (outgoing: Outgoing) => Promise<Answer>,
    /** Milliseconds since 1970. */
    private readonly now: () => number = Date.now,
  ) {}

  /** A token that is good now. Throws a {@link TargetError} when the authorization server gives none. */
  token(): Promise<string> {
    if (this.current && this.now() < this.current.until) return Promise.resolve(this.current.token);
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    return this.asking;
  }

  private async ask(): Promise<string> {
    const { tokenUrl, scope } = this.client;
    const assertion = await this.assertion();
    const form = {
      grant_type: 'client_credentials',
      scope,
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: assertion,
    };
    const asked = this.now();
    const headers = { accept: 'application/json' };
    const answer = await this.send({ method: 'POST', url: tokenUrl, headers, form }).catch((error: unknown) => {
      if (!(error instanceof NoAnswer)) throw error;
      throw new TargetError(`no access token: ${tokenUrl}: ${error.message}`);
    });
    const { token, seconds } = this.tokenIn(answer, assertion);
    const margin = Math.min(MARGIN_SECONDS, seconds / 2);
    this.current = { token, until: asked + (seconds - margin) * 1000 };
    return token;
  }

  private assertion(): Promise<string> {
    const { clientId, tokenUrl, key } = this.client;
    const seconds = Math.floor(this.now() / 1000);
    return new SignJWT()
      .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT' })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(tokenUrl)
      .setJti(randomUUID())
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + ASSERTION_SECONDS)
      .sign(key.key satisfies KeyObject);
  }

  private tokenIn(answer: Answer, assertion: string): { token: string; seconds: number } {
    const said = withoutAssertion(answer, assertion);
    const fail = (why: string): never => {
      throw new TargetError(`no access token: ${this.client.tokenUrl} ${why}`);
    };
    if (answer.status !== 200)
      return fail(`answered ${answer.status}${reason(said)}. ${this.whatToCheck(answer.status)}`);
    const { access_token: token, token_type: type, expires_in: expires } = said;
    if (typeof token !== 'string' || token.length < 4 || !isToken(token))
      return fail('answered without an access_token');
    if (String(type).toLowerCase() !== 'bearer') return fail(`gave a token of type ${told(type)}, not bearer`);
    const seconds = Number(expires ?? UNTOLD_SECONDS);
    if (!(seconds > 0)) return fail(`gave a token with expires_in ${told(expires)}`);
    return { token, seconds };
  }

  private whatToCheck(status: number): string {
    if (status >= 300 && status < 400) return 'Redirects are not followed: give the URL that it leads to as tokenUrl.';
    const { clientId, key } = this.client;
    return `Check tokenUrl, scope and clientId (${clientId}), and that the public key "${key.kid}" is registered there.`;
  }
}

/** The properties of an answer; where it repeats the assertion, which is as good as a password, that is blotted out. */
function withoutAssertion({ body }: Answer, assertion: string): Record<string, unknown> {
  const json = body && 'json' in body ? body.json : undefined;
  if (typeof json !== 'object' || json === null) return {};
  return JSON.parse(JSON.stringify(json).replaceAll(assertion, '[assertion]')) as Record<string, unknown>;
}

/** What an OAuth error says (RFC 6749, 5.2). */
function reason({ error, error_description: description }: Record<string, unknown>): string {
  const parts = [error, description].filter((part) => typeof part === 'string');
  return parts.length > 0 ? ` (${parts.map(told).join(': ')})` : '';
}
