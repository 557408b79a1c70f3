import { Worker } from 'node:worker_threads';
import { SandboxRefused, type SandboxReason } from './refused.ts';

export type SandboxLimits = {
  /** Longest time for one job, in milliseconds. */
  time: number;
  /** Added for the first job of a worker, which loads its libraries. */
  boot?: number;
  /** JavaScript heap of a worker, in MiB; over it the worker dies. */
  heap: number;
  /** Bytes outside the heap (buffers: where a decompression bomb grows), in MiB. */
  buffers: number;
  /** Jobs at the same time, and jobs that may wait. */
  workers: number;
  queue: number;
};

/** What the worker answers. */
export type Answer<Result, Own extends string = never> =
  { result: Result } | { refused: Own | SandboxReason; detail: string } | { failed: string };

type Waiting<Job, Result> = {
  job: Job;
  time: number;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
};

const IDLE = 60_000;
const WATCH = 100;

/**
 * Runs jobs on input of unknown origin in worker threads, away from the event loop: whatever the input does, it ends
 * within the limits, as a result or as a refusal. A worker that answered is kept for a minute, because loading the
 * libraries takes longer than most jobs; one that hit a limit is thrown away. Input is copied to the
 * worker: the caller's bytes never change.
 */
export class Sandbox<Job, Result, Own extends string = never> {
  readonly #script: URL;
  readonly #limits: SandboxLimits;
  readonly #idle: { worker: Worker; timer: NodeJS.Timeout; drop: () => void }[] = [];
  readonly #waiting: Waiting<Job, Result>[] = [];
  #running = 0;

  constructor(script: URL, limits: SandboxLimits) {
    this.#script = script;
    this.#limits = limits;
  }

  /**
   * @param time longest time for this job, where it is not that of all
   * @throws SandboxRefused with the reason the worker gave, or `tooComplex` at a limit, or `busy` when the queue is full.
   */
  run(job: Job, time = this.#limits.time): Promise<Result> {
    if (this.#running >= this.#limits.workers && this.#waiting.length >= this.#limits.queue)
      return Promise.reject(new SandboxRefused<Own>('busy', 'too many jobs are waiting'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, time, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#running >= this.#limits.workers) return;
    const waiting = this.#waiting.shift();
    if (!waiting) return;
    this.#running++;
    const { job, time, resolve, reject } = waiting;
    this.#execute(job, time)
      .then(resolve, reject)
      .finally(() => {
        this.#running--;
        this.#next();
      });
  }

  async #execute(job: Job, time: number): Promise<Result> {
    const { worker, fresh } = this.#take();
    const allowed = time + (fresh ? (this.#limits.boot ?? 0) : 0);
    const answer = await this.#await(worker, job, allowed);
    if ('result' in answer) return answer.result;
    if ('refused' in answer) throw new SandboxRefused<Own>(answer.refused, answer.detail);
    throw new Error(answer.failed);
  }

  /** Sends the job and waits for the answer, the end of the worker, or a limit, whichever is first. */
  #await(worker: Worker, job: Job, time: number): Promise<Answer<Result, Own>> {
    return new Promise((resolve) => {
      const settle = (answer: Answer<Result, Own>, keep: boolean): void => {
        clearTimeout(deadline);
        clearInterval(watch);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        if (keep) this.#keep(worker);
        else void worker.terminate();
        resolve(answer);
      };
      const tooComplex = (detail: string): void => settle({ refused: 'tooComplex', detail }, false);
      const deadline = setTimeout(() => tooComplex('out of time'), time);
      const watch = setInterval(() => {
        // Rejects only when the worker is already gone, which the 'exit' event reports.
        worker.getHeapStatistics().then(
          ({ external_memory }) => {
            if (external_memory > this.#limits.buffers * 1024 * 1024) tooComplex('out of memory');
          },
          () => undefined,
        );
      }, WATCH);
      const onMessage = (answer: Answer<Result, Own>): void => settle(answer, true);
      const onError = (error: NodeJS.ErrnoException): void => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') tooComplex('out of memory');
        else settle({ failed: String(error) }, false);
      };
      const onExit = (code: number): void => settle({ failed: `the worker ended with code ${code}` }, false);
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage(job);
    });
  }

  #take(): { worker: Worker; fresh: boolean } {
    const kept = this.#idle.pop();
    if (kept) {
      clearTimeout(kept.timer);
      kept.worker.off('exit', kept.drop);
      kept.worker.ref();
      return { worker: kept.worker, fresh: false };
    }
    const resourceLimits = { maxOldGenerationSizeMb: this.#limits.heap };
    return { worker: new Worker(this.#script, { resourceLimits }), fresh: true };
  }

  /** An idle worker does not keep the process alive. */
  #keep(worker: Worker): void {
    const drop = (): void => {
      const index = this.#idle.findIndex((kept) => kept.worker === worker);
      if (index >= 0) this.#idle.splice(index, 1);
      void worker.terminate();
    };
    worker.once('exit', drop);
    worker.unref();
    this.#idle.push({ worker, timer: setTimeout(drop, IDLE).unref(), drop });
  }
}
