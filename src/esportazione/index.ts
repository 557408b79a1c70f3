export { CartellaOccupata, esporta, type Elenco, type PartiEsportazione } from './esporta.ts';
