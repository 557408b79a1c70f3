import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactElement, type SubmitEvent } from 'react';
import { data, giornoEOraDi } from '../platform/date/roma.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { calendarioQuery, salvaCalendario } from './api.ts';
import type { Calendario, CalendarioAnno } from './tipi.ts';

/** The days on which the offices are closed, beyond what is closed everywhere: they move the day a daily register is due (RN-5.1). */
export function PaginaCalendario(): ReactElement {
  const anno = Number(giornoEOraDi(new Date()).giorno.slice(0, 4));
  const { data: letto, error, isPending } = useQuery(calendarioQuery(anno));
  return (
    <Pagina
      titolo="Giorni non lavorativi"
      occhiello={
        <>
          <Link to="/registro-giornaliero" search={{}}>
            Registro giornaliero
          </Link>{' '}
          · da questi giorni dipende entro quando ogni registro va versato in conservazione
        </>
      }
    >
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {letto && <Modulo letto={letto} anno={anno} />}
    </Pagina>
  );
}

function Modulo({ letto, anno }: { letto: CalendarioAnno; anno: number }): ReactElement {
  const client = useQueryClient();
  const [mese = '', giorno = ''] = letto.patrono?.giorno.split('-') ?? [];
  const [patrono, setPatrono] = useState({ mese, giorno, nome: letto.patrono?.nome ?? '' });
  const [chiusure, setChiusure] = useState(letto.straordinarie);
  const salva = useMutation({
    mutationFn: (c: Calendario) => salvaCalendario(c),
    onSuccess: async () => {
      annuncia('Calendario salvato');
      await client.invalidateQueries({ queryKey: ['calendario'] });
    },
  });
  const invia = (ev: SubmitEvent): void => {
    ev.preventDefault();
    const due = (t: string): string => t.padStart(2, '0');
    const nome = patrono.nome.trim();
    salva.mutate({
      ...(nome !== '' && { patrono: { giorno: `${due(patrono.mese)}-${due(patrono.giorno)}`, nome } }),
      straordinarie: chiusure.filter((c) => c.giorno !== '' && c.motivo.trim() !== ''),
    });
  };
  const cambia = (i: number, cambio: Partial<(typeof chiusure)[number]>): void =>
    setChiusure(chiusure.map((c, n) => (n === i ? { ...c, ...cambio } : c)));
  return (
    <form onSubmit={invia}>
      <h2>Festa del patrono</h2>
      <div className="azioni">
        <Campo etichetta="Nome del patrono" aiuto="Vuoto: nessuna festa del patrono">
          {(a) => (
            <input
              {...a}
              type="text"
              value={patrono.nome}
              maxLength={100}
              onChange={(e) => setPatrono({ ...patrono, nome: e.target.value })}
            />
          )}
        </Campo>
        {/* Day and month stay side by side also where the name has a line of its own. */}
        <div className="d-flex gap-2">
          <Campo etichetta="Giorno">
            {(a) => (
              <input
                {...a}
                type="number"
                min={1}
                max={31}
                required={patrono.nome.trim() !== ''}
                value={patrono.giorno}
                onChange={(e) => setPatrono({ ...patrono, giorno: e.target.value })}
              />
            )}
          </Campo>
          <Campo etichetta="Mese">
            {(a) => (
              <input
                {...a}
                type="number"
                min={1}
                max={12}
                required={patrono.nome.trim() !== ''}
                value={patrono.mese}
                onChange={(e) => setPatrono({ ...patrono, mese: e.target.value })}
              />
            )}
          </Campo>
        </div>
      </div>
      <h2>Chiusure straordinarie</h2>
      {chiusure.length === 0 && <p>Nessuna.</p>}
      {chiusure.map((c, i) => (
        <div className="azioni" key={i}>
          <Campo etichetta={`Giorno della chiusura ${i + 1}`}>
            {(a) => (
              <input
                {...a}
                type="date"
                required
                value={c.giorno}
                onChange={(e) => cambia(i, { giorno: e.target.value })}
              />
            )}
          </Campo>
          <Campo etichetta={`Motivo della chiusura ${i + 1}`}>
            {(a) => (
              <input
                {...a}
                type="text"
                required
                maxLength={200}
                value={c.motivo}
                onChange={(e) => cambia(i, { motivo: e.target.value })}
              />
            )}
          </Campo>
          <button
            type="button"
            className="bottone-icona"
            aria-label={`Togli la chiusura ${i + 1}`}
            onClick={() => setChiusure(chiusure.filter((_, n) => n !== i))}
          >
            <Icona nome="close" />
          </button>
        </div>
      ))}
      <div className="azioni">
        <button
          type="button"
          className="btn btn-outline-primary btn-sm"
          onClick={() => setChiusure([...chiusure, { giorno: '', motivo: '' }])}
        >
          <Icona nome="plus" /> Aggiungi una chiusura
        </button>
        <button type="submit" className="btn btn-primary btn-sm" disabled={salva.isPending}>
          Salva
        </button>
      </div>
      <AvvisoErrore errore={salva.error} />
      <h2>Festivi nazionali del {anno}</h2>
      <ul>
        {letto.festivita.map((f) => (
          <li key={f.giorno}>
            {data(f.giorno)}: {f.nome}
          </li>
        ))}
      </ul>
    </form>
  );
}
