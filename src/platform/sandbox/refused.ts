/** `tooComplex`: it would take more time or memory than it may; `busy`: too many are waiting already. */
export type SandboxReason = 'tooComplex' | 'busy';

/** Thrown when the work was not done; `Own` are the reasons of whoever works inside. */
export class SandboxRefused<Own extends string = never> extends Error {
  readonly reason: Own | SandboxReason;

  constructor(reason: Own | SandboxReason, detail: string) {
    super(detail);
    this.name = 'SandboxRefused';
    this.reason = reason;
  }
}
