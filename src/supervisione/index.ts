export { rotteLavori } from './lavori/lavori.routes.ts';
export { nomiLavori } from './lavori/nomi.ts';
export { segnalaLavoriAbbandonati } from './lavori/segnala-abbandonati.ts';
export { rotteLog } from './log/log.routes.ts';
export { rotteQuadro } from './quadro/quadro.routes.ts';
