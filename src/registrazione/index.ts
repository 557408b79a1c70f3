export { creaRegistro } from './crea-registro.ts';
export { Scrittore } from './scrittore.ts';
export { puoLeggereDocumento } from './puo-leggere-documento.ts';
export { rotteEsclusioni } from './esclusioni.routes.ts';
export { rotteProvvedimenti } from './provvedimenti.routes.ts';
export { rotteRegistrazione } from './registrazione.routes.ts';
export { rotteStampe } from './stampe.routes.ts';
export { verificaPubblica, type VerificaPubblica } from './verifica-pubblica.ts';
export { verificaRegistro, type EsitoVerifica } from './verifica-registro.ts';
