export { rotteAssegnazioni } from './assegnazioni.routes.ts';
export { scriviAssegnazioni, type DaScrivere } from './scrivi-assegnazioni.ts';
export { trovaDestinatari, verificaInsieme, type Destinata } from './trova-destinatari.ts';
export { Assegnazione, NuovaAssegnazione } from './assegnazioni.schema.ts';
export { leggiAssegnazioni } from './mostra.ts';
