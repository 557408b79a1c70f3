import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { nomeDi } from '../../registrazione/indirizzi.ts';
import type { Registrazione } from '../../registrazione/tipi.ts';
import { caselleQuery, spedisci } from '../api.ts';
import type { NuovoInvioDocumento } from '../tipi.ts';
import { destinatariDi, type DaScegliere } from './destinatari.ts';

/** A registration leaves by PEC: to whom, from which box, with which receipt. */
export function FinestraSpedisci({
  registrazione: r,
  onChiudi,
}: {
  registrazione: Registrazione;
  onChiudi: () => void;
}): ReactElement {
  const client = useQueryClient();
  const { data: caselle } = useQuery(caselleQuery);
  const tutti = destinatariDi(r);
  const destinatari = tutti ?? [];
  const [casella, setCasella] = useState('');
  const [tipo, setTipo] = useState<'completa' | 'breve' | 'sintetica'>('completa');
  const [esclusi, setEsclusi] = useState<ReadonlySet<string>>(new Set());
  const [indirizzi, setIndirizzi] = useState<Record<string, string>>({});
  const [ancora, setAncora] = useState(false);
  const scelti = destinatari.filter((d) => !esclusi.has(d.chiave));
  const indirizzoDi = (d: DaScegliere): string => indirizzi[d.chiave] ?? d.indirizzo;
  const invio = useInvio(
    (corpo: NuovoInvioDocumento, chiave) => spedisci(r, corpo, chiave),
    async ({ items }) => {
      annuncia(items.length > 1 ? `In coda: ${items.length} messaggi` : 'In coda: parte fra poco');
      onChiudi();
      await client.invalidateQueries({ queryKey: ['pec'] });
    },
  );
  const conIndirizzo = scelti.length > 0 && scelti.every((d) => indirizzoDi(d).includes('@'));
  const pronto = (tutti === undefined || conIndirizzo) && !invio.isPending;
  const corpo = (): NuovoInvioDocumento => ({
    ...(casella && { casella }),
    tipoRicevuta: tipo,
    ...(ancora && { ancora }),
    ...(tutti && {
      destinatari: scelti.map((d) => ({
        ruolo: d.ruolo,
        ordine: d.ordine,
        ...(indirizzoDi(d).trim() !== d.indirizzo && { indirizzo: indirizzoDi(d).trim() }),
      })),
    }),
  });
  return (
    <Finestra titolo="Spedire per PEC?" onChiudi={onChiudi}>
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          if (pronto) invio.mutate(corpo());
        }}
      >
        <p className="finestra__cosa">
          {nomeDi({ ...r, numero: Number(r.numero) })} «{r.oggetto}»
        </p>
        <AvvisoErrore errore={invio.error} fuoco />
        {tutti ? (
          <fieldset className="pec-spedisci">
            <legend className="campo__etichetta">A chi</legend>
            {tutti.map((d) => (
              <div key={d.chiave} className="pec-spedisci__riga">
                <label className="spunta">
                  <input
                    type="checkbox"
                    checked={!esclusi.has(d.chiave)}
                    onChange={() => {
                      const nuovi = new Set(esclusi);
                      if (!nuovi.delete(d.chiave)) nuovi.add(d.chiave);
                      setEsclusi(nuovi);
                    }}
                  />
                  <span>
                    {d.nominativo}
                    {d.ruolo === 'conoscenza' && ' (per conoscenza)'}
                  </span>
                </label>
                <input
                  type="email"
                  className="form-control"
                  aria-label={`Indirizzo di ${d.nominativo}`}
                  placeholder="Domicilio digitale"
                  maxLength={320}
                  value={indirizzoDi(d)}
                  onChange={(e) => setIndirizzi({ ...indirizzi, [d.chiave]: e.target.value })}
                />
              </div>
            ))}
          </fieldset>
        ) : (
          <p>
            A tutti i {(r.totaleDestinatari + r.totalePerConoscenza).toLocaleString('it-IT')} destinatari, ai
            domicili digitali scritti nella registrazione.
          </p>
        )}
        <div className="griglia">
          <Campo
            etichetta="Dalla casella"
            aiuto="Senza scelta: quella a cui si risponde, o la istituzionale."
          >
            {(a) => (
              <select
                {...a}
                className="form-select"
                value={casella}
                onChange={(e) => setCasella(e.target.value)}
              >
                <option value="">Quella a cui si risponde, o la istituzionale</option>
                {caselle?.items.map((c) => (
                  <option key={c.id} value={c.codice}>
                    {c.denominazione}
                  </option>
                ))}
              </select>
            )}
          </Campo>
          <Campo
            etichetta="Ricevuta di consegna"
            aiuto="Con la completa torna anche il messaggio, intero: è la prova di che cosa è arrivato."
          >
            {(a) => (
              <select
                {...a}
                className="form-select"
                value={tipo}
                onChange={(e) => setTipo(e.target.value as typeof tipo)}
              >
                <option value="completa">Completa</option>
                <option value="breve">Breve</option>
                <option value="sintetica">Sintetica</option>
              </select>
            )}
          </Campo>
        </div>
        <label className="spunta">
          <input type="checkbox" checked={ancora} onChange={(e) => setAncora(e.target.checked)} />
          <span>Anche a chi lo ha già ricevuto</span>
        </label>
        <p className="piede__monito">Un messaggio partito non si richiama.</p>
        <div className="azioni">
          <Button type="submit" color="primary" size="sm" disabled={!pronto}>
            Spedisci
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
