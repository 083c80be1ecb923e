/**
 * A target cannot be used as it was named: its file is faulty, a credential is missing, the server does not say what it can
 * do. Told to people without a stack; the command line ends with exit code 2.
 */
export class TargetError extends Error {
  /** Tells the command line that this is no fault of the harness. */
  readonly isUsage = true;
}
