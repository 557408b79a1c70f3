import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { Scelta } from '../../platform/ui/scelta.tsx';
import type { ModificaVoce, NodoTitolario, NuovaVoce } from '../tipi.ts';
import { aggiungiVoce, modificaVoce } from './api.ts';

/** What is being written: a change to an entry, or a new one under another (a titolo, under none). */
export type Scrittura = { voce: NodoTitolario } | { padre: NodoTitolario | undefined; livello?: number };

type Proprieta = {
  bozza: string;
  scrittura: Scrittura;
  livelli: readonly string[];
  onChiudi: () => void;
  onFatto: () => Promise<void>;
};

/** Text, number, kinds and note of an entry of a draft. The code follows from the number and from where it is. */
export function ModuloVoceTitolario({
  bozza,
  scrittura,
  livelli,
  onChiudi,
  onFatto,
}: Proprieta): ReactElement {
  const voce = 'voce' in scrittura ? scrittura.voce : undefined;
  const padre = 'padre' in scrittura ? scrittura.padre : undefined;
  const livello = ('livello' in scrittura ? scrittura.livello : undefined) ?? 0;
  // Below the third level there is nothing with a code.
  const puoCodice = livello < 3;
  const [denominazione, setDenominazione] = useState(voce?.denominazione ?? '');
  const [numero, setNumero] = useState(voce ? String(voce.numero) : '');
  const [tipi, setTipi] = useState(voce?.tipi.join('\n') ?? '');
  const [nota, setNota] = useState(voce?.nota ?? '');
  const [genere, setGenere] = useState<'partizione' | 'voce'>(puoCodice ? 'partizione' : 'voce');
  const invio = useInvio(
    (corpo: NuovaVoce & ModificaVoce, chiave) =>
      voce ? modificaVoce(bozza, voce.id, corpo) : aggiungiVoce(bozza, corpo, chiave),
    async (scritta) => {
      annuncia(`${scritta.codice ?? scritta.denominazione}: salvata`);
      onChiudi();
      await onFatto();
    },
  );
  const errori = erroriCampi(invio.error);
  const salva = (e: FormEvent): void => {
    e.preventDefault();
    if (invio.isPending) return;
    const comune = {
      denominazione: denominazione.trim(),
      ...(numero !== '' && { numero: Number(numero) }),
      tipi: tipi
        .split('\n')
        .map((t) => t.trim())
        .filter(Boolean),
      nota: nota.trim() || null,
    };
    invio.mutate(
      voce
        ? comune
        : { ...comune, ...(padre && { padre: padre.id }), conCodice: !padre || genere === 'partizione' },
    );
  };
  const senzaCodice = voce ? voce.codice === undefined : padre !== undefined && genere === 'voce';
  return (
    <Finestra titolo={titolo(voce, padre, livelli[livello])} onChiudi={onChiudi}>
      <form onSubmit={salva} noValidate>
        <AvvisoErrore errore={invio.error} fuoco />
        {!voce && padre && puoCodice && (
          <Scelta
            legenda="Che cosa si aggiunge"
            opzioni={[
              { valore: 'partizione', etichetta: livelli[livello] ?? 'partizione' },
              { valore: 'voce', etichetta: 'voce descrittiva, senza codice' },
            ]}
            valore={genere}
            onCambia={setGenere}
          />
        )}
        <Campo etichetta="Testo" errore={errori('denominazione')} obbligatorio>
          {(a) => (
            <input
              {...a}
              data-primo=""
              type="text"
              maxLength={500}
              value={denominazione}
              onChange={(e) => setDenominazione(e.target.value)}
            />
          )}
        </Campo>
        <Campo
          etichetta="Numero"
          errore={errori('numero')}
          aiuto={
            senzaCodice
              ? 'Il posto fra le altre; vuoto: dopo l’ultima.'
              : 'Fa il codice, anche di ciò che sta sotto; vuoto: dopo l’ultimo.'
          }
          classe="campo--corto"
        >
          {(a) => (
            <input
              {...a}
              type="number"
              min={1}
              max={999}
              value={numero}
              onChange={(e) => setNumero(e.target.value)}
            />
          )}
        </Campo>
        {senzaCodice && (
          <Campo etichetta="Tipi di aggregazione, uno per riga" errore={errori('tipi')}>
            {(a) => <textarea {...a} rows={2} value={tipi} onChange={(e) => setTipi(e.target.value)} />}
          </Campo>
        )}
        <Campo etichetta="Nota" errore={errori('nota')}>
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={500}
              value={nota}
              onChange={(e) => setNota(e.target.value)}
            />
          )}
        </Campo>
        <div className="azioni">
          <Button
            type="submit"
            color="primary"
            size="sm"
            disabled={invio.isPending || denominazione.trim() === ''}
          >
            Salva
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Chiudi
          </Button>
        </div>
      </form>
    </Finestra>
  );
}

function titolo(
  voce: NodoTitolario | undefined,
  padre: NodoTitolario | undefined,
  livello: string | undefined,
): string {
  if (voce) return `Modifica ${voce.codice ?? 'la voce'}`;
  return padre ? `Aggiungi sotto ${padre.codice ?? ''}` : `Aggiungi ${livello ?? 'titolo'}`;
}
