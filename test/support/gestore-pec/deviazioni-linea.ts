import { type StatoCasella } from '#gestore-pec';
import { type GestoreDiProva } from './contratto.ts';
import { type Guasti } from './guasti.ts';

/** Servers and boxes that fail. `ripara` of the provider ends it. */
export type DeviazioneLinea = {
  dove: 'smtp' | 'imap' | 'casella';
  descrizione: string;
  applica: (gestore: GestoreDiProva) => void | Promise<void>;
};

const smtp = (descrizione: string, guasti: Partial<Guasti>): DeviazioneLinea => ({
  dove: 'smtp',
  descrizione,
  applica: (g) => void Object.assign(g.guasti, guasti),
});

const imap = (descrizione: string, applica: DeviazioneLinea['applica']): DeviazioneLinea => ({
  dove: 'imap',
  descrizione,
  applica,
});

/** Every recipient's box, whichever it is. */
const casella = (descrizione: string, stato: StatoCasella): DeviazioneLinea => ({
  dove: 'casella',
  descrizione,
  applica: (g) => void (g.guasti.stato = () => stato),
});

const virus = (descrizione: string, visto: 'in-partenza' | 'in-arrivo'): DeviazioneLinea => ({
  dove: 'casella',
  descrizione,
  applica: (g) => void (g.guasti.virus = () => ({ nome: 'Eicar-Test-Signature', visto })),
});

export const DEVIAZIONI_LINEA = {
  'smtp-cade-durante-data': smtp('La linea cade mentre il messaggio passa', { cade: 'durante-data' }),
  'smtp-cade-dopo-data': smtp('La linea cade a messaggio preso, prima della conferma', { cade: 'dopo-data' }),
  'smtp-destinatario-450': smtp('Destinatario rifiutato per ora', { rifiutaDestinatario: () => 450 }),
  'smtp-destinatario-550': smtp('Destinatario rifiutato per sempre', { rifiutaDestinatario: () => 550 }),
  'smtp-messaggio-451': smtp('Messaggio rifiutato per ora', { rifiutaMessaggio: 451 }),
  'smtp-messaggio-552': smtp('Messaggio rifiutato: spazio esaurito', { rifiutaMessaggio: 552 }),
  'smtp-assente': {
    dove: 'smtp',
    descrizione: 'Il server di invio non risponde',
    applica: (g) => g.linee.smtp.spegni(),
  },
  'imap-taglio': imap('La linea cade dopo altri 8000 byte letti', (g) => void g.linee.imap.taglia(8000)),
  'imap-caduta': imap('La linea cade adesso', (g) => g.linee.imap.spezza()),
  'imap-assente': imap('Il server della casella non risponde', (g) => g.linee.imap.spegni()),
  'imap-uidvalidity': imap('La casella è stata ricostruita: gli UID non valgono più', (g) =>
    g.cambiaUidvalidity(g.imap.utente),
  ),
  'consegne-ritardate': {
    dove: 'casella',
    descrizione: 'Ogni messaggio ci mette un poco',
    applica: (g) => void (g.guasti.ritardo = 30),
  },
  'casella-inesistente': casella('La casella del destinatario non esiste', 'inesistente'),
  'casella-disattivata': casella('La casella del destinatario è disattivata', 'disattivata'),
  'casella-piena': casella('La casella del destinatario è piena', 'piena'),
  'dominio-inesistente': casella('Il dominio del destinatario non esiste', 'dominio-inesistente'),
  'casella-irraggiungibile': casella('Del destinatario non si sa più nulla', 'irraggiungibile'),
  'destinatario-esterno': casella('Il destinatario non ha una PEC', 'esterno'),
  'virus-in-partenza': virus('Il gestore del mittente trova un virus', 'in-partenza'),
  'virus-in-arrivo': virus('Il gestore del destinatario trova un virus', 'in-arrivo'),
} satisfies Record<string, DeviazioneLinea>;
