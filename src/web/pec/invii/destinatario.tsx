import type { ReactElement } from 'react';
import { alSecondo } from '../al-secondo.ts';
import { esitiInvio } from '../nomi.ts';
import { Segno } from '../segno.tsx';
import type { DestinatarioInviato } from '../tipi.ts';

function Istante({ nome, quando }: { nome: string; quando: string | undefined }): ReactElement | null {
  if (quando === undefined) return null;
  return (
    <span className="pec-istante">
      {nome} <time dateTime={quando}>{alSecondo(quando)}</time>
    </span>
  );
}

/** Of what did not arrive nobody says what it would have been worth. */
const NON_ARRIVATI = new Set<DestinatarioInviato['stato']>(['mancata-consegna', 'non-accettato']);

/** One recipient: how it went with him, with the provider's hours and words (BES-4, BES-5). */
export function RigaDestinatario({ destinatario: d }: { destinatario: DestinatarioInviato }): ReactElement {
  const { nome, tono } = esitiInvio[d.stato];
  return (
    <li className="pec-destinatario">
      <span className="pec-destinatario__chi">
        <strong>{d.nominativo}</strong> <span>{d.indirizzo}</span>
        {d.perConoscenza && <span> · per conoscenza</span>}
        {d.raccomandata && !NON_ARRIVATI.has(d.stato) && <span> · vale raccomandata A/R</span>}
      </span>
      <span className="pec-destinatario__stato">
        {/* While it has not left, how it is is said once, of the whole sending. */}
        {d.stato !== 'in-coda' && <Segno tono={tono}>{nome}</Segno>}
        <Istante nome="accettazione" quando={d.accettatoIl} />
        <Istante nome="preavviso" quando={d.preavvisoIl} />
        <Istante nome="consegna" quando={d.consegnatoIl} />
        <Istante nome="mancata consegna" quando={d.mancatoIl} />
      </span>
      {d.errore !== undefined && <span className="pec-esito">{d.errore}</span>}
      {d.contrasto && <span className="pec-esito">Una ricevuta dice consegnato e un’altra no.</span>}
      {d.rispeditoCon !== undefined && <span className="campo__aiuto">Rispedito con un altro invio.</span>}
    </li>
  );
}
