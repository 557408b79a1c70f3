export { traccia, type Attore } from './traccia.ts';
export { avvisa } from './avvisa.ts';
