export { accoda } from './accoda.ts';
