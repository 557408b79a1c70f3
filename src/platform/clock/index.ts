export { dataItaliana, giornoDiRoma, oraDiRoma } from './roma.ts';
export { orologioDiSistema, type Orologio } from './orologio.ts';
