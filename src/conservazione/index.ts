export { metadatiDocumento } from './metadati/metadati-documento.ts';
