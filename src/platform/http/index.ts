export { Rifiuto, type Categoria, type ErroreCampo } from './rifiuto.ts';
