/** The store cannot be read or written now: disk full, volume gone, file system read only. `cause` says which. */
export class StorageUnavailable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StorageUnavailable';
  }
}

/** More bytes than the caller allows. */
export class ObjectTooLarge extends Error {
  constructor(maxBytes: number) {
    super(`more than ${maxBytes} bytes`);
    this.name = 'ObjectTooLarge';
  }
}

/** There is no object under that key. */
export class ObjectMissing extends Error {
  constructor(key: string) {
    super(`no object ${key}`);
    this.name = 'ObjectMissing';
  }
}

/** Runs file system work; whatever goes wrong in it becomes a `StorageUnavailable` that keeps the cause. */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StorageUnavailable || error instanceof ObjectMissing) throw error;
    throw new StorageUnavailable(error instanceof Error ? error.message : String(error), error);
  }
}

/** The system's code of an error (`ENOENT`), if it has one. */
export function errno(error: unknown): string | undefined {
  if (error instanceof StorageUnavailable) return errno(error.cause);
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
