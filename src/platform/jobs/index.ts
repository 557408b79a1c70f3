export { accoda, accodaPer, raccogli } from './accoda.ts';
