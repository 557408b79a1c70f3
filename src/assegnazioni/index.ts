export { rotteAssegnazioni } from './assegnazioni.routes.ts';
export { rotteRapportiAssegnazioni } from './rapporti.routes.ts';
export { agisceComeUop } from './accesso.ts';
export { rifiutoBancaDati } from './assegnazioni.errors.ts';
export { riassegnaCompetenza } from './riassegna-competenza.ts';
export { scriviAssegnazioni, type DaScrivere } from './scrivi-assegnazioni.ts';
export { trovaDestinatari, type Destinata } from './trova-destinatari.ts';
export { Assegnazione, NuovaAssegnazione } from './assegnazioni.schema.ts';
export type { AssegnazioniDelDocumento, ElencoAssegnazioni } from './assegnazioni.schema.ts';
