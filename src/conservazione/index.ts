export { lavoroInvia } from './consegna/consegna.ts';
export { lavoroRonda, prossimaRonda } from './consegna/ronda.ts';
export { rotteConservazione } from './conservazione.routes.ts';
export { metadatiDocumento } from './metadati/metadati-documento.ts';
export { metadatiSciolto } from './metadati/metadati-sciolto.ts';
export { lavoroProduci } from './pacchetti/versa.ts';
export type { PartiConservazione } from './parti.ts';
