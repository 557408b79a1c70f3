export { rotteConsultazioni } from './consultazioni.routes.ts';
