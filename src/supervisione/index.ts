export { rotteLog } from './log/log.routes.ts';
export { rotteQuadro } from './quadro/quadro.routes.ts';
