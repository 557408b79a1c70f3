export { autoritaDimostrazione } from './autorita-dimostrazione.ts';
export { avviaDimostrazione } from './avvia-dimostrazione.ts';
export { rotteDimostrazione } from './dimostrazione.routes.ts';
