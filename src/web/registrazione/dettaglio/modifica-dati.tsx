import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';
import { useUnita } from '../../organizzazione/api.ts';
import { ErroreApi } from '../../platform/http/errore.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { CampoClassificazione } from '../../titolario/campo-classificazione.tsx';
import { modifica, registrazioneQuery, storiaQuery, useMezzi } from '../api.ts';
import type { ModificaFacoltativi, Registrazione } from '../tipi.ts';
import { cambiati, daRegistrazione, riportati, type Facoltativi } from './facoltativi.ts';
import { ModificataIntanto } from './modificata-intanto.tsx';

type Proprieta = { registrazione: Registrazione; onFine: () => void };

/** Only what was changed is sent, with the version it was read at: two people at once never overwrite each other unseen. */
export function ModificaDati({ registrazione: r, onFine }: Proprieta): ReactElement {
  const [partenza, setPartenza] = useState(() => r);
  const [f, setF] = useState<Facoltativi>(() => daRegistrazione(r));
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const { data: mezzi } = useMezzi();
  const { data: unita } = useUnita();
  useEffect(() => form.current?.querySelector<HTMLElement>('input')?.focus(), []);
  const salvataggio = useMutation({
    mutationFn: (corpo: ModificaFacoltativi) => modifica(r, corpo),
    onSuccess: async (nuova) => {
      client.setQueryData(registrazioneQuery(r).queryKey, nuova);
      await client.invalidateQueries(storiaQuery(r));
      await client.invalidateQueries({ queryKey: ['registro'] });
      annuncia('Dati salvati');
      onFine();
    },
    onError: (errore) => {
      if (superata(errore)) void client.invalidateQueries(registrazioneQuery(r));
    },
  });
  const errore = salvataggio.error;
  const erroreDi = (campo: string): string | undefined =>
    errore instanceof ErroreApi ? errore.campi.find((c) => c.campo === campo)?.messaggio : undefined;
  const salva = (e: FormEvent): void => {
    e.preventDefault();
    if (salvataggio.isPending) return;
    const cambi = cambiati(daRegistrazione(partenza), f);
    if (Object.keys(cambi).length === 0) return onFine();
    salvataggio.mutate({ versione: partenza.versione, ...cambi });
  };
  const testo = (nome: keyof Facoltativi, etichetta: string, tipo = 'text'): ReactElement => (
    <Campo etichetta={etichetta} errore={erroreDi(nome)}>
      {(a) => (
        <input
          {...a}
          type={tipo}
          autoComplete="off"
          value={f[nome]}
          onChange={(e) => setF({ ...f, [nome]: e.target.value })}
        />
      )}
    </Campo>
  );
  const scelta = (
    nome: keyof Facoltativi,
    etichetta: string,
    voci: { codice: string; denominazione: string }[],
  ): ReactElement => (
    <Campo etichetta={etichetta} errore={erroreDi(nome)}>
      {(a) => (
        <select
          {...a}
          className="form-select"
          value={f[nome]}
          onChange={(e) => setF({ ...f, [nome]: e.target.value })}
        >
          <option value="">—</option>
          {voci.map((v) => (
            <option key={v.codice} value={v.codice}>
              {v.denominazione}
            </option>
          ))}
        </select>
      )}
    </Campo>
  );
  return (
    <form
      ref={form}
      onSubmit={salva}
      onKeyDown={(e) => {
        if (e.key === 'Escape' && !e.defaultPrevented) onFine();
      }}
    >
      {superata(errore) ? (
        <ModificataIntanto
          partenza={partenza}
          attuale={r}
          onRiprendi={() => {
            setF(riportati(daRegistrazione(partenza), f, daRegistrazione(r)));
            setPartenza(r);
            salvataggio.reset();
          }}
        />
      ) : (
        <AvvisoErrore errore={errore} fuoco />
      )}
      <div className="griglia">
        <CampoClassificazione
          valore={f.classificazione}
          onCambia={(classificazione) => setF({ ...f, classificazione })}
          errore={erroreDi('classificazione')}
        />
        {scelta('unitaCompetente', 'Ufficio competente', unita?.filter((u) => u.uu) ?? [])}
        {testo('rpa', 'Responsabile del procedimento')}
        {scelta('mezzo', 'Mezzo', mezzi?.filter((m) => m.flussi.includes(r.flusso)) ?? [])}
        {f.mezzo === 'raccomandata' && testo('numeroRaccomandata', 'Numero della raccomandata')}
        {testo('dataDocumento', 'Data del documento', 'date')}
        {testo('luogo', 'Luogo')}
      </div>
      <Campo etichetta="Note" errore={erroreDi('note')}>
        {(a) => (
          <textarea {...a} rows={3} value={f.note} onChange={(e) => setF({ ...f, note: e.target.value })} />
        )}
      </Campo>
      <div className="azioni">
        <Button type="submit" color="primary" size="sm" disabled={salvataggio.isPending}>
          {salvataggio.isPending ? 'Salvataggio…' : 'Salva (resta traccia)'}
        </Button>
        <Button type="button" color="primary" outline size="sm" onClick={onFine}>
          Lascia com’era
        </Button>
      </div>
    </form>
  );
}

function superata(errore: unknown): boolean {
  return (
    errore instanceof ErroreApi && errore.stato === 409 && errore.codice.endsWith('modificata-nel-frattempo')
  );
}
