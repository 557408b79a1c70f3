import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { CONSERVAZIONE, conservatoreQuery, provaConservatore, salvaConservatore } from './api.ts';
import { Navigazione } from './navigazione.tsx';
import type { Conservatore, SalvaConservatore } from './tipi.ts';

/** Who keeps, how he is reached, and whether he answers. */
export function PaginaConservatore(): ReactElement {
  const { data: letto, error, isPending } = useQuery(conservatoreQuery);
  return (
    <Pagina titolo="Conservatore">
      <Navigazione />
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {letto && <Modulo key={letto.conservatore?.versione ?? 0} c={letto.conservatore} />}
    </Pagina>
  );
}

type Modo = SalvaConservatore['trasporto'];
const MODI: Record<Modo, string> = {
  sftp: 'SFTP',
  'http-parer': 'HTTP, come ParER',
  cartella: 'Cartella di questa macchina',
};
type CampoModo = [nome: string, etichetta: string];
const CAMPI: Record<Modo, CampoModo[]> = {
  sftp: [
    ['host', 'Server'],
    ['porta', 'Porta'],
    ['utente', 'Utente'],
    ['improntaServer', 'Impronta della chiave del server (SHA256:…)'],
    ['cartella', 'Cartella dei pacchetti'],
    ['cartellaEsiti', 'Cartella dei rapporti'],
  ],
  'http-parer': [
    ['url', 'Indirizzo del servizio'],
    ['versione', 'Versione del servizio'],
    ['ambiente', 'Ambiente'],
    ['ente', 'Ente'],
    ['struttura', 'Struttura'],
    ['utente', 'Utente'],
    ['statoUrl', 'Servizio di stato: indirizzo'],
    ['statoVersione', 'Servizio di stato: versione'],
    ['fascicoliUrl', 'Servizio dei fascicoli: indirizzo'],
    ['fascicoliVersione', 'Servizio dei fascicoli: versione'],
  ],
  cartella: [['cartella', 'Nome della cartella']],
};
/** What a conservatore may not have: without, the state is confirmed by hand, and a fascicolo goes as one unit. */
const FACOLTATIVI = new Map([
  ['statoUrl', 'Se manca, che un pacchetto è conservato lo conferma il responsabile.'],
  ['statoVersione', ''],
  ['fascicoliUrl', 'Se manca, un fascicolo si versa come una sola unità documentaria.'],
  ['fascicoliVersione', ''],
]);
const CHIAVE = { sftp: 'sftp', 'http-parer': 'parer', cartella: 'cartella' } as const;

/** Of the services beside the main one, where in the parameters each field stands. */
const PERCORSI: Record<string, string> = {
  statoUrl: 'stato.url',
  statoVersione: 'stato.versione',
  fascicoliUrl: 'fascicoli.url',
  fascicoliVersione: 'fascicoli.versione',
};

type Valori = Record<string, string>;

function inCampi(c: Conservatore): Valori {
  const { stato, fascicoli, ...piani } = (c[CHIAVE[c.trasporto]] ?? {}) as NonNullable<Conservatore['parer']>;
  return {
    ...Object.fromEntries(Object.entries(piani).map(([k, v]) => [k, String(v)])),
    ...(stato && { statoUrl: stato.url, statoVersione: stato.versione }),
    ...(fascicoli && { fascicoliUrl: fascicoli.url, fascicoliVersione: fascicoli.versione }),
  };
}

function daCampi(modo: Modo, valori: Valori): Record<string, unknown> {
  const valore = (nome: string): string => (valori[nome] ?? '').trim();
  const servizio = (nome: 'stato' | 'fascicoli', versione: string): Record<string, unknown> =>
    valore(`${nome}Url`) === ''
      ? {}
      : { [nome]: { url: valore(`${nome}Url`), versione: valore(`${nome}Versione`) || versione } };
  return {
    ...Object.fromEntries(
      CAMPI[modo]
        .filter(([nome]) => !(nome in PERCORSI))
        .map(([nome]) => [nome, nome === 'porta' ? Number(valore(nome)) : valore(nome)]),
    ),
    ...(modo === 'sftp' && { accesso: valori.accesso ?? 'chiave' }),
    ...(modo === 'http-parer' && {
      ...(valori.tipologia !== undefined && { tipologia: valori.tipologia }),
      ...servizio('stato', '1.3'),
      ...servizio('fascicoli', '1.0'),
    }),
  };
}

function Modulo({ c }: { c: Conservatore | null }): ReactElement {
  const [denominazione, setDenominazione] = useState(c?.denominazione ?? '');
  const [modo, setModo] = useState<Modo>(c?.trasporto ?? 'sftp');
  const [valori, setValori] = useState<Valori>(() =>
    c ? inCampi(c) : { porta: '22', accesso: 'chiave', versione: '1.4' },
  );
  const [segreto, setSegreto] = useState('');
  const [spazi, setSpazi] = useState<'singoli' | 'doppi'>(c?.dialetto?.spazi ?? 'singoli');
  const client = useQueryClient();
  const salva = useMutation({
    mutationFn: salvaConservatore,
    onSuccess: async () => {
      annuncia('Conservatore salvato');
      await client.invalidateQueries({ queryKey: CONSERVAZIONE });
    },
  });
  const prova = useMutation({
    mutationFn: provaConservatore,
    onSuccess: (e) => annuncia(e.dettaglio),
  });
  const errori = erroriCampi(salva.error);
  const invia = (): void => {
    salva.mutate({
      denominazione,
      trasporto: modo,
      [CHIAVE[modo]]: daCampi(modo, valori),
      dialetto: { ...c?.dialetto, spazi },
      ...(segreto !== '' && { segreto }),
      ...(c && { versione: c.versione }),
    });
  };
  return (
    <form
      className="carta"
      noValidate
      aria-label="Conservatore"
      onSubmit={(e) => {
        e.preventDefault();
        if (!salva.isPending) invia();
      }}
    >
      <AvvisoErrore errore={salva.error} fuoco />
      <Campo etichetta="Nome del conservatore" errore={errori('denominazione')} obbligatorio>
        {(a) => (
          <input
            {...a}
            type="text"
            maxLength={300}
            value={denominazione}
            onChange={(e) => setDenominazione(e.target.value)}
          />
        )}
      </Campo>
      <Campo etichetta="Come si consegna">
        {(a) => (
          <select
            {...a}
            className="form-select"
            value={modo}
            onChange={(e) => setModo(e.target.value as Modo)}
          >
            {Object.entries(MODI).map(([v, nome]) => (
              <option key={v} value={v}>
                {nome}
              </option>
            ))}
          </select>
        )}
      </Campo>
      {CAMPI[modo].map(([nome, etichetta]) => (
        <Campo
          key={nome}
          etichetta={etichetta}
          errore={errori(`${CHIAVE[modo]}.${PERCORSI[nome] ?? nome}`)}
          obbligatorio={!FACOLTATIVI.has(nome)}
          aiuto={FACOLTATIVI.get(nome) || undefined}
        >
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={500}
              value={valori[nome] ?? ''}
              onChange={(e) => setValori({ ...valori, [nome]: e.target.value })}
            />
          )}
        </Campo>
      ))}
      {modo === 'sftp' && (
        <Campo etichetta="Si entra con">
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={valori.accesso ?? 'chiave'}
              onChange={(e) => setValori({ ...valori, accesso: e.target.value })}
            >
              <option value="chiave">Chiave privata</option>
              <option value="password">Password</option>
            </select>
          )}
        </Campo>
      )}
      {modo !== 'cartella' && (
        <Campo
          etichetta="Password, o chiave privata"
          errore={errori('segreto')}
          aiuto={c?.haSegreto ? 'C’è già: si scrive solo per cambiarla.' : 'Non si rilegge più.'}
        >
          {(a) => (
            <textarea
              {...a}
              rows={3}
              autoComplete="off"
              spellCheck={false}
              value={segreto}
              onChange={(e) => setSegreto(e.target.value)}
            />
          )}
        </Campo>
      )}
      <Campo etichetta="Testi fissi dell’Allegato 5">
        {(a) => (
          <select
            {...a}
            className="form-select"
            value={spazi}
            onChange={(e) => setSpazi(e.target.value === 'doppi' ? 'doppi' : 'singoli')}
          >
            <option value="singoli">Come nella norma</option>
            <option value="doppi">Con gli spazi doppi dello schema che circola</option>
          </select>
        )}
      </Campo>
      <div className="azioni">
        <Button type="submit" color="primary" disabled={salva.isPending}>
          Salva
        </Button>
        {c && (
          <Button
            type="button"
            color="primary"
            outline
            disabled={prova.isPending}
            onClick={() => prova.mutate()}
          >
            Prova il collegamento
          </Button>
        )}
      </div>
      <AvvisoErrore errore={prova.error} fuoco />
      {prova.data && (
        <p role="status" className={`alert alert-${prova.data.riuscita ? 'success' : 'danger'}`}>
          {prova.data.dettaglio}
        </p>
      )}
    </form>
  );
}
