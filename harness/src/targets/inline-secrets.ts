/** What stands in an error text in place of what may be a secret. */
const NOT_SHOWN = '[not shown]';

/** Names under which people write secrets, with the property that a target file has instead. */
const INSTEAD: [names: RegExp, advice: string][] = [
  [/password|passwd/i, 'name an environment variable: passwordEnv: COW_PASSWORD'],
  [/private_?key|jwks?|pem/i, 'name a file that only you can read: privateKeyFile: my-key.jwk'],
  [/secret/i, 'client secrets are not supported: SMART Backend Services signs with a private key (privateKeyFile)'],
  [/token|api_?key/i, 'name an environment variable (tokenEnv: COW_TOKEN) or a file (tokenFile: my-token)'],
];

const SECRET_NAMES = '(?:password|passwd|secret|private_?key|jwks?|pem|token|api_?key)';
const INLINE = new RegExp(`(${SECRET_NAMES}["']?\\s*:\\s*)(\\S.*)$`, 'gim');
/** A variable's name is expected, something else is there: it may be the secret itself. */
const NO_VARIABLE = /((?:password|token)Env["']?\s*:\s*)(?!["']?[A-Za-z_]\w*["']?\s*(?:[,}#].*)?$)(\S.*)$/gim;
const USERINFO = /\/\/[^/\s"'@]*@/g;

/** What to write instead of a property that would hold a secret; undefined for names that promise none. */
export function insteadOfSecret(name: string): string | undefined {
  if (!new RegExp(`${SECRET_NAMES}$`, 'i').test(name)) return undefined;
  return INSTEAD.find(([names]) => names.test(name))?.[1];
}

/** A target file's text, or a sentence about it, fit to be shown: whatever may be a secret is blotted out, columns stay. */
export function withoutSecrets(text: string): string {
  return text
    .replace(INLINE, `$1${NOT_SHOWN}`)
    .replace(NO_VARIABLE, `$1${NOT_SHOWN}`)
    .replace(USERINFO, `//${NOT_SHOWN}@`);
}
