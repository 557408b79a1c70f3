export { ascoltaBanca, type Ascolto } from './ascolta-banca.ts';
