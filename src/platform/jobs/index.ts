export { accoda, raccogli } from './accoda.ts';
