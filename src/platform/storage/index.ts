export { errno, ObjectMissing, ObjectTooLarge, StorageUnavailable } from './errors.ts';
export { openFileSystemStore } from './file-system.ts';
export { objectKey, type ObjectInfo, type ObjectStore, type StagedObject } from './store.ts';
export { verifyObject, type Verdict } from './verify.ts';
