import type { ReactElement } from 'react';
import { dataOra } from '../platform/date/roma.ts';
import { quanti } from '../platform/ui/quanti.ts';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import type { EstrattoArea, Vidimazione } from './tipi.ts';

/** Who signed the extract and when, and what is still to be done. */
export function StatoEstratto({ e, restano }: { e: EstrattoArea; restano: boolean }): ReactElement {
  const firmato = e.vidimazioni.length > 0;
  const domani = e.voci.filter((v) => v.stato === 'da-domani').length;
  const attendono = e.voci.filter((v) => v.stato === 'da-vidimare').length;
  if (e.voci.length === 0 && !firmato)
    return (
      <Vuoto icona="list" titolo="Nulla da vidimare">
        <p>Quel giorno nessun documento ha riguardato gli uffici dell’Area.</p>
      </Vuoto>
    );
  return (
    <>
      {e.vidimazioni.map((v) => (
        <Firma key={v.progressivo} v={v} />
      ))}
      {firmato && attendono > 0 && (
        <p className="alert alert-warning">
          {attendono === 1 ? 'Un documento attende' : `${attendono} documenti attendono`} un’aggiunta alla
          vidimazione. Ciò che è già vidimato resta com’è.
        </p>
      )}
      {domani > 0 && attendono === 0 && (
        <p className="alert alert-info">
          {domani === 1
            ? 'Un documento di carta è stato inviato oggi: da domani mattina si ritira, e si vidima.'
            : `${domani} documenti di carta sono stati inviati oggi: da domani mattina si ritirano, e si vidimano.`}
        </p>
      )}
      {e.vidimabile && restano && (
        <p className="alert alert-info">Prima di vidimare, ogni documento di carta si ritira o si rifiuta.</p>
      )}
      {!e.vidimabile && attendono > 0 && (
        <p className="alert alert-info">
          {firmato ? 'L’aggiunta tocca' : 'Non ancora vidimato: tocca'} a chi è responsabile dell’Area.
        </p>
      )}
    </>
  );
}

const Firma = ({ v }: { v: Vidimazione }): ReactElement => (
  <p className="alert alert-success">
    {v.progressivo === 1 ? 'Vidimato' : 'Aggiunta vidimata'} il {dataOra(v.istante)} da {v.nominativo}
    {v.delegato && ` per conto di ${v.perContoDi ?? ''}`}:{' '}
    {quanti(v.quante, 'registrazione', 'registrazioni')}. Impronta{' '}
    {v.progressivo === 1 ? 'dell’estratto' : 'dell’aggiunta'}: <code>{v.impronta}</code>
  </p>
);
