export { rotteSmistamento } from './smistamento.routes.ts';
