import { EREDITATE } from './busta-di-trasporto.ts';
import { componi } from './componi.ts';
import { nuovoIdentificativo } from './identificativi.ts';
import { dataDiPosta, ilGiorno } from './momenti.ts';
import { FORMA, type Forma } from './forma.ts';
import { type Gestore } from './gestore.ts';
import { grezzo, riga } from './intestazioni.ts';
import { type Invio } from './invio.ts';

export const POSTA_ORDINARIA = 'il messaggio non è di posta certificata';

/**
 * Around what arrives and is not sound PEC, ordinary mail above all: whole inside, and certifying nothing, so without
 * daticert (§3.2.2). It keeps the Message-ID of what it carries.
 */
export function bustaDiAnomalia(
  g: Gestore,
  ricevuto: Invio,
  istante: Date,
  motivo = POSTA_ORDINARIA,
  forma: Forma = FORMA,
): Promise<Buffer> {
  const ereditate = ricevuto.testa.filter((i) => EREDITATE.includes(i.nome));
  const mittente = ricevuto.da[0] ?? ricevuto.mittente;
  const testa = [
    ...ereditate.map((i) => i.riga),
    'X-Trasporto: errore',
    dataDiPosta(istante),
    riga('Subject', `ANOMALIA MESSAGGIO: ${ricevuto.oggetto.grezzo}`),
    riga('From', forma.da(g.indirizzo, mittente)),
    ...(grezzo(ricevuto.testa, 'reply-to') === undefined ? [riga('Reply-To', mittente)] : []),
    riga('Message-ID', ricevuto.msgid ?? `<${nuovoIdentificativo(g)}>`),
  ];
  const testo = [
    'Anomalia nel messaggio',
    '',
    `${ilGiorno(istante)} è stato ricevuto il messaggio`,
    `"${ricevuto.oggetto.letto}" proveniente da "${mittente}"`,
    'ed indirizzato a:',
    '',
    ...ricevuto.destinatari,
    '',
    'Tali dati non sono stati certificati per il seguente errore:',
    motivo,
    '',
    'Il messaggio originale è incluso in allegato.',
  ];
  return componi(g, { testa, testo, postacert: ricevuto.byte, istante }, forma);
}
