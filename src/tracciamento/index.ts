export { attoreSistema } from './attore-sistema.ts';
export { avvisa } from './avvisa.ts';
export { rotteAvvisi } from './avvisi.routes.ts';
export { rientra } from './rientra.ts';
export { traccia, tracciaSeCambia, type Attore } from './traccia.ts';
