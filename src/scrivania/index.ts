export { rotteScrivania } from './scrivania.routes.ts';
