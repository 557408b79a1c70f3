export { MultipartError } from './errors.ts';
export { readParts, type Part } from './read-parts.ts';
