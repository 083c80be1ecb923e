/** The command was used wrongly, or a file that it reads is wrong: told without a stack, exit code 2. */
export class UsageError extends Error {}
