import { componi } from './componi.ts';
import { dataDiPosta, ilGiorno } from './momenti.ts';
import { FORMA, type Forma } from './forma.ts';
import { riga } from './intestazioni.ts';
import { datiDi, type Spedizione } from './spedizione.ts';

/** These pass from the message to its envelope as they are (§3.1.5). */
export const EREDITATE = ['received', 'return-path', 'to', 'cc', 'reply-to'];

/** To the recipients: the original, whole, with the certification of when and from whom (§3.1.5). */
export function bustaDiTrasporto(s: Spedizione, istante: Date, forma: Forma = FORMA): Promise<Buffer> {
  const { gestore: g, invio } = s;
  const ereditate = invio.testa.filter((i) => EREDITATE.includes(i.nome));
  const testa = [
    ...ereditate.map((i) => i.riga),
    'X-Trasporto: posta-certificata',
    dataDiPosta(istante),
    riga('Subject', `POSTA CERTIFICATA: ${invio.oggetto.grezzo}`),
    riga('From', forma.da(g.indirizzo, invio.mittente)),
    ...(ereditate.some((i) => i.nome === 'reply-to') ? [] : [riga('Reply-To', invio.mittente)]),
    riga('Message-ID', `<${s.identificativo}>`),
    ...(invio.msgid === undefined ? [] : [riga('X-Riferimento-Message-ID', invio.msgid)]),
    riga('X-TipoRicevuta', invio.ricevuta),
  ];
  const testo = [
    'Messaggio di posta certificata',
    '',
    `${ilGiorno(istante)} il messaggio`,
    `"${invio.oggetto.letto}" è stato inviato da "${invio.mittente}"`,
    'indirizzato a:',
    '',
    ...s.destinatari.map((d) => d.indirizzo),
    '',
    'Il messaggio originale è incluso in allegato.',
    '',
    `Identificativo messaggio: ${s.identificativo}`,
  ];
  const dati = { ...datiDi(s, 'posta-certificata', istante), ricevuta: invio.ricevuta };
  return componi(g, { testa, testo, dati, postacert: s.originale, istante }, forma);
}
