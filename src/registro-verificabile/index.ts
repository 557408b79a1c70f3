export { verificaConsistenza } from './prova-consistenza.ts';
export { verificaInclusione } from './prova-inclusione.ts';
export { ruotaChiave } from './chiavi.ts';
export { chiudiTesta, LogIncoerente, type PartiTeste } from './chiudi-testa.ts';
export { provaConsistenza, provaInclusione } from './prove.ts';
export { testaCheCopre, ultimaTesta } from './teste.queries.ts';
export { firmaValida, leggiTesto, testoFirmato, type Testa } from './testo-testa.ts';
