export { lavoroSorveglia, lavoroSpedisci, rotteInvii, type PartiInvii } from './invii/index.ts';
