export { ZipRefused, type ZipFault } from './errors.ts';
export { openZip, type OpenZip, type ZipEntry, type ZipLimits, type ZipSource } from './open-zip.ts';
