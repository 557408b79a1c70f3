/** Work on input of unknown origin, in threads that end within limits of time and memory whatever the input does. */
export { SandboxRefused, type SandboxReason } from './refused.ts';
export { type Answer, Sandbox, type SandboxLimits } from './sandbox.ts';
