import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { dataOra } from '../../platform/date/roma.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { AggiungiPasskey } from './aggiungi-passkey.tsx';
import { rigeneraCodici, secondoFattoreQuery, togliPasskey, togliTotp, type FattoreAttivato } from './api.ts';
import { AttivaTotp } from './attiva-totp.tsx';
import { CodiciDaConservare } from './codici-da-conservare.tsx';

/** The second factors of who is working: an app, passkeys, recovery codes. */
export function PaginaSecondoFattore(): ReactElement {
  const { data, error } = useQuery(secondoFattoreQuery);
  const [codici, setCodici] = useState<string[]>();
  const client = useQueryClient();
  const aggiorna = async (detto: string): Promise<void> => {
    annuncia(detto);
    await client.invalidateQueries(secondoFattoreQuery);
  };
  const attivato = (a: FattoreAttivato): void => {
    if (a.codici) setCodici(a.codici);
    void aggiorna('Secondo fattore attivato');
  };
  const toglieApp = useMutation({ mutationFn: togliTotp, onSuccess: () => aggiorna('App tolta') });
  const togliePasskey = useMutation({ mutationFn: togliPasskey, onSuccess: () => aggiorna('Passkey tolta') });
  const rigenera = useMutation({
    mutationFn: rigeneraCodici,
    onSuccess: (nuovi) => {
      setCodici(nuovi.codici);
      return aggiorna('Codici nuovi');
    },
  });
  return (
    <Pagina titolo="Secondo fattore" classe="pagina--stretta">
      <p>
        Dopo la password si chiede qualcosa che si ha con sé: il codice di un’app o una passkey.
        {data?.obbligatorio && ' Per questo profilo l’ente lo richiede.'} Per cambiarlo occorre aver
        effettuato l’accesso, o sbloccato la sessione, da meno di dieci minuti.
      </p>
      {!data && !error && <Attesa />}
      <AvvisoErrore errore={error ?? toglieApp.error ?? togliePasskey.error ?? rigenera.error} fuoco />
      {codici && (
        <CodiciDaConservare
          codici={codici}
          prosegui="Li ho conservati"
          onProsegui={() => setCodici(undefined)}
        />
      )}
      {data && (
        <>
          <h2 className="mt-4">App che genera codici</h2>
          {data.totp && (
            <p>
              Attiva dal {dataOra(data.totp.attivatoIl)}.{' '}
              <button
                type="button"
                className="bottone-testo bottone-testo--pericolo"
                disabled={toglieApp.isPending}
                onClick={() => toglieApp.mutate()}
              >
                Togli l’app
              </button>
            </p>
          )}
          <AttivaTotp key={data.totp?.attivatoIl ?? ''} onAttivato={attivato} />
          <h2 className="mt-4">Passkey</h2>
          <ul className="voci-piane">
            {data.passkey.map((k) => (
              <li key={k.id}>
                <div>
                  <strong>{k.nome}</strong>
                  <p className="campo__aiuto">
                    Dal {dataOra(k.creataIl)} ·{' '}
                    {k.ultimoUso ? `ultimo uso ${dataOra(k.ultimoUso)}` : 'mai usata'}
                    {k.sincronizzata && ' · copiata tra i dispositivi'}
                  </p>
                </div>
                <button
                  type="button"
                  className="bottone-testo bottone-testo--pericolo"
                  disabled={togliePasskey.isPending}
                  onClick={() => togliePasskey.mutate(k.id)}
                >
                  Togli<span className="visually-hidden"> {k.nome}</span>
                </button>
              </li>
            ))}
          </ul>
          <AggiungiPasskey onAttivato={attivato} />
          {(data.totp ?? data.passkey.length > 0) && (
            <>
              <h2 className="mt-4">Codici di recupero</h2>
              <p>Ne restano {data.codiciRestanti}. Con dieci nuovi, quelli di prima non valgono più.</p>
              <Button
                type="button"
                color="primary"
                outline
                disabled={rigenera.isPending}
                onClick={() => rigenera.mutate()}
              >
                Fai dieci codici nuovi
              </Button>
            </>
          )}
        </>
      )}
    </Pagina>
  );
}
